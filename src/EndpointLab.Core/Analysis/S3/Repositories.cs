namespace EndpointLab.Analysis;

/// <summary>
/// The buckets of Amazon Linux 2023's packages, which belong to AWS and which everybody may read unsigned; the names are those in the
/// distribution's own <c>/etc/yum.repos.d/amazonlinux.repo</c>.
/// </summary>
internal static class Repositories
{
    private const string ReadByAll =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}""";

    private const string Page = "https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html";

    public static string BucketOf(string region) => $"al2023-repos-{region}-de612dc2";

    public static bool Is(string? bucket, string region) => bucket == BucketOf(region);

    /// <summary>What everybody knows of it, so that nothing has to be read.</summary>
    public static BucketConfiguration Configuration(string region) => BucketConfiguration.Foreign(BucketOf(region), region, ReadByAll);

    /// <summary>The finding that an endpoint's policy refuses the system its packages.</summary>
    /// <param name="judgement">What is found of a request to the bucket.</param>
    /// <param name="effect">What that does to the request in question.</param>
    public static IEnumerable<TraceFinding> FindingsOf(AccessJudgement judgement, string region, FindingEffect effect) =>
        judgement.Findings.Where(finding => finding.Cause is Cause.EndpointPolicy).Select(finding => finding with
        {
            Cause = Cause.SystemRepositories,
            Effect = effect,
            Reason = $"The policy of {finding.ResourceId} refuses {BucketOf(region)}, with Amazon Linux 2023's packages: updates fail.",
            Source = Page,
        });
}
