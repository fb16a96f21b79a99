namespace EndpointLab.Analysis;

/// <summary>What findings come to.</summary>
internal static class S3Verdict
{
    private static readonly Cause[] Denials =
    [
        Cause.NoCredentials, Cause.AssumeRoleDenied, Cause.EndpointPolicy, Cause.IdentityPolicy, Cause.PermissionsBoundary,
        Cause.BucketPolicy, Cause.PublicAccessBlock, Cause.KeyPolicy, Cause.KeyDisabled, Cause.SystemRepositories,
        Cause.NotOverEndpoint,
    ];

    /// <summary>What no configuration shows that can be read here.</summary>
    public static IReadOnlyList<string> Assumptions { get; } =
    [
        "No proxy is set on the client (HTTPS_PROXY), and its clock is right.",
        "No service or resource control policy of an organization, and no session policy, takes anything away.",
    ];

    /// <param name="isUncertain">Whether something that matters is not known.</param>
    public static Verdict Of(IReadOnlyList<TraceFinding> findings, bool isUncertain)
    {
        var stops = findings.Where(finding => finding.Effect is FindingEffect.Blocks).ToList();
        return !stops.TrueForAll(IsDenial) ? Verdict.Blocked
            : stops.Count > 0 ? Verdict.Denied
            : isUncertain ? Verdict.Unknown
            : findings.Any(finding => finding.Effect is FindingEffect.BlocksPartly) ? Verdict.Intermittent
            : Verdict.Reachable;
    }

    /// <summary>Whether the request arrives: S3 answers who signs for another Region, if it is asked.</summary>
    private static bool IsDenial(TraceFinding finding) =>
        Denials.Contains(finding.Cause) || finding is { Cause: Cause.ClientRegion, Layer: PathLayer.Endpoint };
}
