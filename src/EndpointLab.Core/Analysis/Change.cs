namespace EndpointLab;

/// <summary>One change of configuration, the smallest that serves its purpose. Two that do the same are equal.</summary>
public abstract record Change
{
    /// <summary>What kind of change it is, for a reader of JSON.</summary>
    public string Kind => GetType().Name;

    /// <summary>The id, name or ARN of what is changed, or of what gets something new.</summary>
    public abstract string Target { get; }

    /// <summary>The change as an order: what is done to what.</summary>
    public string Description => ToString();

    /// <summary>What a reader should know before it is made, such as that open connections drop; null for nothing.</summary>
    public virtual string? Caution => null;

    internal static string InWords(IEnumerable<Change> changes) => string.Join(' ', changes.Select(change => change.Description));

    /// <summary>Makes the change.</summary>
    /// <exception cref="LabException">AWS refused.</exception>
    internal abstract Task ApplyAsync(LabOperation lab);

    /// <summary>Its description. Each kind says its own: in a list, PowerShell asks only an object's very type for words.</summary>
    public abstract override string ToString();
}
