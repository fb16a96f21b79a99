using System.Text;
using Amazon.S3;

namespace EndpointLab;

/// <summary>Sends requests, most of them from inside the network, and tells what became of them.</summary>
public static class Probes
{
    private const int HttpsPort = 443;
    private const int MostContent = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Tries to open one TCP connection.</summary>
    /// <param name="from">An id of an instance or network interface, an address, or <c>internet</c>.</param>
    /// <param name="to">The same, or a DNS name.</param>
    public static async Task<Probe> ConnectAsync(LabOperation lab, string from, string to, int port, Expectation expectation)
    {
        var sender = await Place.SenderAsync(lab, from);
        var target = await Place.TargetAsync(lab, to);
        var address = target.AddressSeenFrom(sender);
        if (lab.Session.Kind == SessionKind.Aws && sender.Label == Place.Internet && target.CanBeAddressedFromInternet)
        {
            return Describe(await ThisComputer.ConnectAsync(lab, address, port), lab.Session, sender, target.Label, port, expectation);
        }

        using var vantage = new Vantage(lab, sender.Source);
        return Describe(await vantage.ConnectAsync(address, port), lab.Session, sender, target.Label, port, expectation);
    }

    /// <summary>Lists a bucket and reads an object, if the way there is open.</summary>
    /// <param name="key">Null to list only.</param>
    /// <param name="endpointId">The interface endpoint to ask by its own name; null to ask S3 by S3's.</param>
    /// <exception cref="LabException">
    /// The endpoint is no interface endpoint for S3; or S3 answered neither yes nor AccessDenied: there is no such bucket or object.
    /// </exception>
    public static async Task<Probe> ReadS3Async(
        LabOperation lab, string from, string bucket, string? key, string? endpointId, Expectation expectation)
    {
        var sender = await Place.SenderAsync(lab, from);
        var host = endpointId is null ? null : await S3HostOfAsync(lab, endpointId);
        using var vantage = new Vantage(lab, sender.Source);
        var probe = Describe(
            await vantage.ConnectAsync($"{bucket}.{host ?? $"s3.{lab.Session.Region}.amazonaws.com"}", HttpsPort),
            lab.Session, sender, $"s3://{bucket}/{key}", HttpsPort, expectation);
        if (probe.Result is not ProbeResult.Reachable)
        {
            return probe;
        }

        try
        {
            using var s3 = vantage.CreateS3(host);
            await lab.Call("S3", () => s3.ListObjectsV2Async(new() { BucketName = bucket, MaxKeys = 1 }, lab.Token), bucket);
            return probe with { Content = key is null ? null : await ReadAsync(lab, s3, bucket, key) };
        }
        catch (LabException error) when (error.AwsErrorCode == "AccessDenied")
        {
            return probe with { Result = ProbeResult.Denied, StoppedBy = error.InnerException!.Message };
        }
    }

    private static async Task<string> S3HostOfAsync(LabOperation lab, string endpointId)
    {
        var endpoint = await VpcEndpoints.GetAsync(lab, endpointId);
        return endpoint.HasBuckets ? endpoint.OwnDnsName! : throw new LabException(
            ErrorId.WrongEndpointType,
            $"{endpointId} ({endpoint.VpcEndpointType}, {endpoint.ServiceName}) has no names for buckets.",
            "Give an interface endpoint for S3, or leave -Endpoint out: S3's own names lead to a gateway endpoint.",
            endpointId);
    }

    private static async Task<string?> ReadAsync(LabOperation lab, AmazonS3Client s3, string bucket, string key)
    {
        using var answer = await lab.Call("S3", () => s3.GetObjectAsync(bucket, key, lab.Token), $"{bucket}/{key}");
        var bytes = new byte[MostContent];
        var count = await answer.ResponseStream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, lab.Token);
        try
        {
            // A decoder, since the last character may be cut in two.
            var text = new char[MostContent];
            return new(text, 0, StrictUtf8.GetDecoder().GetChars(bytes, 0, count, text, 0, flush: false));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static Probe Describe(
        ConnectAnswer? answer, LabSession session, Place from, string to, int port, Expectation expectation) => new()
    {
        From = from.Label,
        To = to,
        Port = port,
        Expected = expectation.Result,
        ExpectedVia = expectation.Via,
        Result = answer?.Result ?? ProbeResult.NotRun,
        Via = answer?.Via,
        StoppedBy = answer is null
            ? $"No vantage: on {session.Describe()}, only {(from.IsOnInternet ? "a host there" : from.Label)} itself can send this."
            : answer.StoppedBy,
        Hops = answer?.Hops ?? [],
    };
}
