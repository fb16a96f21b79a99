using System.Text.Json;
using System.Text.Json.Nodes;

namespace EndpointLab.Policy;

/// <summary>
/// What an endpoint is commonly limited to. Each limit narrows what is let through; the repositories are let through besides. It holds
/// for gateway and interface endpoints alike: everybody is its Principal, and callers are told apart by conditions ("Principals for
/// gateway endpoints" in the PrivateLink guide).
/// </summary>
/// <param name="Partition">That of the buckets' ARNs, such as <c>aws</c>.</param>
public sealed record CommonPolicy(string Partition)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The names of the only buckets that may be used; none for all.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = [];

    /// <summary>The only organization that callers and what they ask for may belong to.</summary>
    public string? Organization { get; init; }

    /// <summary>The only accounts that callers and what they ask for may belong to; none for all.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Whether S3 may only be read.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The Region whose Amazon Linux 2023 repositories anybody may read; null for none.</summary>
    public string? RepositoryRegion { get; init; }

    private bool IsLimited => Buckets.Count > 0 || Organization is not null || Accounts.Count > 0 || ReadOnly;

    /// <summary>The document; null where there is nothing to say.</summary>
    public string? ToJson()
    {
        JsonArray statements = [];
        if (IsLimited)
            statements.Add(Allowed());
        if (RepositoryRegion is not null)
            statements.Add(AmazonLinux(RepositoryRegion));
        return statements.Count == 0
            ? null
            : new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statements }.ToJsonString(Indented);
    }

    private JsonObject Allowed()
    {
        var statement = Allow(
            "Allowed",
            ReadOnly ? ["s3:Get*", "s3:List*"] : Buckets.Count > 0 ? ["s3:*"] : ["*"],
            Buckets.Count > 0 ? [.. Buckets.SelectMany(bucket => (string[])[Arn(bucket), Arn(bucket) + "/*"])] : ["*"]);
        JsonObject equal = [];
        if (Organization is not null)
            (equal["aws:PrincipalOrgID"], equal["aws:ResourceOrgID"]) = (Organization, Organization);
        if (Accounts.Count > 0)
            (equal["aws:PrincipalAccount"], equal["aws:ResourceAccount"]) = (OneOrMany(Accounts), OneOrMany(Accounts));
        if (equal.Count > 0)
            statement["Condition"] = new JsonObject { ["StringEquals"] = equal };
        return statement;
    }

    /// <summary>
    /// The bucket is the one in Amazon Linux 2023's own <c>/etc/yum.repos.d/amazonlinux.repo</c>. It belongs to AWS and is read
    /// unsigned, so that no account or organization can be asked for.
    /// </summary>
    private JsonObject AmazonLinux(string region) =>
        Allow("AmazonLinuxRepository", ["s3:GetObject"], [Arn($"al2023-repos-{region}-de612dc2") + "/*"]);

    private static JsonObject Allow(string sid, IReadOnlyList<string> actions, IReadOnlyList<string> resources) => new()
    {
        ["Sid"] = sid,
        ["Effect"] = "Allow",
        ["Principal"] = "*",
        ["Action"] = OneOrMany(actions),
        ["Resource"] = OneOrMany(resources),
    };

    private string Arn(string bucket) => $"arn:{Partition}:s3:::{bucket}";

    private static JsonNode OneOrMany(IReadOnlyList<string> values) =>
        values is [var one] ? one : new JsonArray([.. values.Select(value => (JsonNode)value)]);
}
