using EndpointLab.Labs;

namespace EndpointLab;

/// <summary>One resource of a lab as it is planned: what it is, and what has to be there before.</summary>
public abstract record LabNode
{
    private protected LabNode(string role, ResourceKind kind, string name, params string[] dependsOn)
    {
        Role = role;
        Kind = kind.Noun;
        Name = name;
        DependsOn = dependsOn;
    }

    /// <summary>Which of the lab's resources it is, such as private-subnet. It says so in a tag.</summary>
    public string Role { get; }

    /// <summary>EC2's noun.</summary>
    public string Kind { get; }

    public string Name { get; }

    /// <summary>The roles of what has to be there before.</summary>
    public string[] DependsOn { get; }

    /// <summary>What is special about it, in a line.</summary>
    public abstract string Detail { get; }

    /// <summary>What of it is billed by the hour.</summary>
    internal virtual IEnumerable<BilledItem> Billed => [];

    /// <summary>Whether it takes a look to know that nobody else made it at the same time.</summary>
    internal virtual bool MayBeTwo => false;

    /// <summary>Whether a refusal to make it says that it is there.</summary>
    internal virtual bool SaysItIsThere(LabException refusal) => false;

    /// <summary>Reads those that there are.</summary>
    internal abstract Task<IReadOnlyList<LabResource>> ReadAsync(LabOperation lab, ResourceQuery query);

    internal abstract Task<LabResource> CreateAsync(LabBuild build);

    /// <summary>What distinguishes what is there from what is planned, as far as lists tell.</summary>
    /// <param name="idOf">Who has a role that this one depends on.</param>
    internal virtual Task<IReadOnlyList<LabDifference>> CompareAsync(LabOperation lab, Func<string, string> idOf, LabResource found) =>
        Task.FromResult<IReadOnlyList<LabDifference>>([]);

    /// <summary>What else does, for which a build asks about this one alone, or looks at the computer that it runs on.</summary>
    internal virtual Task<IReadOnlyList<LabDifference>> InspectAsync(LabBuild build, LabResource found) =>
        Task.FromResult<IReadOnlyList<LabDifference>>([]);

    /// <summary>Waits until it can be used, and returns it as it then is.</summary>
    internal virtual Task<LabResource> WaitAsync(LabBuild build, LabResource found) => Task.FromResult(found);

    /// <summary>Deletes one of two.</summary>
    internal virtual Task RemoveAsync(LabOperation lab, string id) => throw new NotSupportedException();
}
