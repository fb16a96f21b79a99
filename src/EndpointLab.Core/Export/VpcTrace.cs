namespace EndpointLab.Export;

/// <summary>What a page tells of the way to S3.</summary>
/// <param name="Trace">Null where there is nothing to trace, or it couldn't be.</param>
/// <param name="Remark">Why there is none; null where there is one.</param>
internal sealed record VpcTrace(S3AccessTrace? Trace, string? Remark)
{
    /// <summary>From the first private instance, else the first private subnet, to the bucket that belongs to the VPC.</summary>
    public static async Task<VpcTrace> FindAsync(LabOperation lab, VpcContents contents)
    {
        var isPrivate = contents.Subnets.ToLookup(subnet => !IsPublic(contents, subnet), subnet => subnet.SubnetId)[true].ToList();
        var from = contents.Instances.FirstOrDefault(instance => isPrivate.Contains(instance.SubnetId))?.InstanceId
            ?? isPrivate.FirstOrDefault();
        if (from is null)
        {
            return new(null, "The VPC has no private subnet: nothing in it needs an endpoint to reach S3.");
        }

        try
        {
            var bucket = contents.Buckets.Select(bucket => bucket.Name).FirstOrDefault();
            S3ClientSettings client = new(contents.Region, UseDualStack: false, StsEndpoint.Regional, EndpointId: null);
            S3AccessQuery query = new(from, bucket, client) { Action = bucket is null ? S3Action.ListAllMyBuckets : S3Action.ListBucket };
            return new(await S3AccessTraces.TraceAsync(lab, query), null);
        }
        catch (LabException error)
        {
            return new(null, $"The way from {from} to S3 could not be traced: {error.Message}");
        }
    }

    private static bool IsPublic(VpcContents contents, Amazon.EC2.Model.Subnet subnet) =>
        VpcContents.MadeRoutes(contents.TableOf(subnet))
            .Any(route => route.GatewayId?.StartsWith("igw-", StringComparison.Ordinal) is true);
}
