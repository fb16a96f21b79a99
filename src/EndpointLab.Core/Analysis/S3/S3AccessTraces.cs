using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Explains requests to S3 by what Describe, Get and List calls tell.</summary>
public static class S3AccessTraces
{
    /// <exception cref="LabException">There is no such place, bucket, object, endpoint or principal.</exception>
    public static async Task<S3AccessTrace> TraceAsync(LabOperation lab, S3AccessQuery query)
    {
        var place = await TracePlace.FindAsync(lab, query.From);
        return await TraceAsync(lab, query, place, await NetworkReader.ReadAsync(lab, place.VpcId));
    }

    /// <summary>The same in a network that was read before, or as it could be.</summary>
    internal static Task<S3AccessTrace> TraceAsync(LabOperation lab, S3AccessQuery query, TracePlace place, NetworkModel model)
    {
        if (query.Bucket is not null)
        {
            BucketName.Parse(query.Bucket);
        }
        else if (query.Action is not S3Action.ListAllMyBuckets)
        {
            throw new LabException(
                ErrorId.InvalidArgument, "-Bucket is missing.", $"Add -Bucket; only -Action {S3Action.ListAllMyBuckets} needs none.");
        }

        // The system reads its packages unsigned.
        var isRepository = Repositories.Is(query.Bucket, lab.Session.Region);
        var asked = isRepository ? query with { Principal = query.Principal ?? ProbeCaller.Anonymous } : query;
        var action = query.Action ?? (query.Key is null && !isRepository ? S3Action.ListBucket : S3Action.GetObject);
        return new S3Tracer(lab, asked, action).TraceAsync(place, model);
    }
}
