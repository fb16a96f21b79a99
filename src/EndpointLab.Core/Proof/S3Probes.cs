using Amazon.Runtime.Internal;

namespace EndpointLab;

/// <summary>Sends requests to S3 from inside the network, and tells what became of them.</summary>
public static class S3Probes
{
    private const string RegionHeader = "x-amz-bucket-region";

    /// <param name="from">An id of an instance or network interface, an address, or <c>internet</c>.</param>
    /// <param name="principal">The ARN of a role or user, me or anonymous; null for the sender itself.</param>
    /// <param name="login">How to log in to the sender where it is an instance of AWS's; null not to, and to run nothing then.</param>
    /// <exception cref="LabException">
    /// The endpoint is no interface endpoint for S3; or S3 answered neither yes nor no: there is no such bucket or object.
    /// </exception>
    public static async Task<Probe> SendAsync(
        LabOperation lab, string from, S3Request request, S3ClientSettings client, string? principal, Expectation expectation,
        InstanceLogin? login = null)
    {
        var sender = await Place.SenderAsync(lab, from);
        var endpointHost = client.EndpointId is { } endpointId ? await HostOfAsync(lab, endpointId) : null;
        using var vantage = await Vantage.OpenAsync(lab, sender, login);
        var (caller, stop) = await ProbeCaller.FindAsync(lab, vantage, sender, client, principal);
        if (caller is null)
        {
            return Describe(stop);
        }

        var (probe, bucketRegion) = await TryAsync(client);
        if (bucketRegion is null)
        {
            return probe;
        }

        if (endpointHost is not null)
        {
            return probe with
            {
                StoppedBy = $"{request.Bucket} is in {bucketRegion}, and {client.EndpointId} leads to {client.SigningRegion}: "
                    + $"{probe.StoppedBy}",
            };
        }

        // As the SDKs do, once.
        var hop = $"{client.S3Host} sends the client on to {bucketRegion}, where {request.Bucket} is";
        var (next, _) = await TryAsync(client with { Region = bucketRegion });
        return next with
        {
            Hops = [.. probe.Hops, hop, .. next.Hops],
            StoppedBy = next.StoppedBy is null ? null : $"{hop}: {next.StoppedBy}",
        };

        Probe Describe(ConnectAnswer? answer) =>
            Probes.Describe(answer, lab.Session, sender, $"{request}", Probes.HttpsPort, expectation) with
            {
                Principal = caller?.Principal,
            };

        // The Region of the bucket comes with it where it is another one than the client's.
        async Task<(Probe Probe, string? BucketRegion)> TryAsync(S3ClientSettings settings)
        {
            var host = endpointHost ?? settings.S3Host;
            var way = Describe(await vantage.ConnectAsync(request.NameAt(host), Probes.HttpsPort));
            if (way.Result is not ProbeResult.Reachable)
            {
                return settings.SigningRegion == lab.Session.Region ? (way, null)
                    : (way with { StoppedBy = $"{way.StoppedBy} (the client asks {host})" }, null);
            }

            try
            {
                using var s3 = vantage.CreateS3(caller.Credentials, host, settings.SigningRegion);
                return (way with { Content = await request.SendAsync(lab, s3) }, null);
            }
            catch (LabException error) when (IsDenial(error) || IsWrongRegion(error))
            {
                var denied = way with { Result = ProbeResult.Denied, StoppedBy = error.InnerException!.Message };
                return (denied, IsWrongRegion(error) ? BucketRegionOf(error) : null);
            }
            catch (LabException error) when (Probes.IsLost(error))
            {
                return (way with { Result = ProbeResult.Blocked, StoppedBy = Probes.LostTo(way.To) }, null);
            }
        }
    }

    private static bool IsDenial(LabException error) =>
        error.IsRefusal || error.AwsErrorCode?.StartsWith("KMS.", StringComparison.Ordinal) is true;

    /// <summary>Another Region's S3 was asked than the bucket's, or the request is signed for another.</summary>
    private static bool IsWrongRegion(LabException error) =>
        error.AwsErrorCode is "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException";

    private static string? BucketRegionOf(LabException error) =>
        error.InnerException?.InnerException is HttpErrorResponseException { Response: var answer }
        && answer.GetHeaderValue(RegionHeader) is { Length: > 0 } region
            ? region
            : null;

    private static async Task<string> HostOfAsync(LabOperation lab, string endpointId)
    {
        var endpoint = await VpcEndpoints.GetAsync(lab, endpointId);
        return endpoint.HasBuckets ? endpoint.OwnDnsName! : throw new LabException(
            ErrorId.WrongEndpointType,
            $"{endpointId} ({endpoint.VpcEndpointType}, {endpoint.ServiceName}) has no names for buckets.",
            "Give an interface endpoint for S3, or leave -Endpoint out: S3's own names lead to a gateway endpoint.",
            endpointId);
    }
}
