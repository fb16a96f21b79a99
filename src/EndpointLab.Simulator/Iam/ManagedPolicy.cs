namespace EndpointLab.Simulator.Iam;

/// <summary>A policy that can be attached to several identities.</summary>
internal sealed class ManagedPolicy(string accountId, string name, string path) : IamEntity(accountId, name, path)
{
    public string? Description { get; init; }

    public required DateTimeOffset UpdateDate { get; set; }

    /// <summary>From the oldest to the newest; the default one is among them.</summary>
    public List<PolicyVersion> Versions { get; } = [];

    public required PolicyVersion Default { get; set; }

    /// <summary>The number of the version created last.</summary>
    public int LastVersion { get; set; } = 1;

    public bool IsAws => AccountId == AwsManagedPolicies.Account;

    protected override string Type => "policy";
}

/// <param name="Id">v1, v2, …; none is given twice.</param>
internal sealed record PolicyVersion(string Id, PolicyText Policy, DateTimeOffset CreateDate);
