using EndpointLab.Policy;

namespace EndpointLab.Simulator.Iam;

/// <summary>Who may call, with what it may do: a user, or a role.</summary>
internal abstract class Identity(string accountId, string name, string path) : IamEntity(accountId, name, path)
{
    /// <summary>
    /// How its tags' keys are told apart: unlike other entities', without regard to case ("Tags for IAM resources" in the IAM User Guide).
    /// </summary>
    public static readonly StringComparer TagKeys = StringComparer.OrdinalIgnoreCase;

    /// <summary>Its own policies, by their names.</summary>
    public SortedDictionary<string, PolicyText> Inline { get; } = new(StringComparer.Ordinal);

    /// <summary>The managed policies attached to it, in the order of that.</summary>
    public List<ManagedPolicy> Attached { get; } = [];

    /// <summary>The managed policy that says the most that it may do; null for no limit.</summary>
    public ManagedPolicy? Boundary { get; set; }

    /// <summary>Every policy that decides what it may do.</summary>
    public IEnumerable<PolicyDocument> Documents =>
    [
        .. Inline.Values.Select(policy => policy.Document),
        .. Attached.Select(policy => policy.Default.Policy.Document),
        .. Boundary is null ? [] : new[] { Boundary.Default.Policy.Document with { Kind = PolicyKind.PermissionsBoundary } },
    ];
}

internal sealed class User(string accountId, string name, string path) : Identity(accountId, name, path)
{
    /// <summary>Those that IAM gave it: a test's aren't among them.</summary>
    public List<AccessKey> Keys { get; } = [];

    protected override string Type => "user";
}

internal sealed class Role(string accountId, string name, string path) : Identity(accountId, name, path)
{
    /// <summary>Who may assume it.</summary>
    public required PolicyText Trust { get; set; }

    public string? Description { get; set; }

    /// <summary>How many seconds a session lasts at most.</summary>
    public required int MaxSessionDuration { get; set; }

    protected override string Type => "role";
}
