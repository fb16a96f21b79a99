namespace EndpointLab;

/// <summary>How a client of S3 is set up.</summary>
/// <param name="Region">A Region, or <see cref="Global"/>.</param>
/// <param name="StsEndpoint">What it asks for the keys of another role.</param>
/// <param name="EndpointId">The interface endpoint that it asks by the endpoint's own name; null to ask S3 by S3's.</param>
public sealed record S3ClientSettings(string Region, bool UseDualStack, StsEndpoint StsEndpoint, string? EndpointId)
{
    /// <summary>The SDKs' Region for global names.</summary>
    public const string Global = "aws-global";

    internal const string GlobalStsHost = "sts.amazonaws.com";

    private const string GlobalSigningRegion = "us-east-1";

    /// <param name="region">Null for the session's.</param>
    /// <exception cref="LabException">There is no such Region.</exception>
    internal static S3ClientSettings Of(
        LabSession session, string? region, bool useDualStack, StsEndpoint stsEndpoint, string? endpointId) =>
        new(region is null ? session.Region : region == Global ? Global : Regions.Require(region), useDualStack, stsEndpoint, endpointId);

    /// <summary>The Region that it signs its requests to S3 for.</summary>
    internal string SigningRegion => Region == Global ? GlobalSigningRegion : Region;

    /// <summary>By what name it asks S3. There is no global one for dual stack ("Amazon S3 endpoints and quotas").</summary>
    internal string S3Host =>
        UseDualStack ? $"s3.dualstack.{In(SigningRegion)}" : Region == Global ? "s3.amazonaws.com" : $"s3.{In(Region)}";

    /// <summary>By what name it asks STS, and for which Region it signs that.</summary>
    internal (string Host, string Region) Sts => StsEndpoint is StsEndpoint.Legacy || Region == Global
        ? (GlobalStsHost, GlobalSigningRegion)
        : ($"sts.{In(Region)}", Region);

    private static string In(string region) => $"{region}.{Regions.DnsSuffixOf(region)}";
}
