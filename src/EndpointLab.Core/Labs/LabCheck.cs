namespace EndpointLab;

/// <summary>One thing that a lab is to show, and whether it does.</summary>
public sealed record LabCheck
{
    /// <summary>The lab's name.</summary>
    public required string Lab { get; init; }

    /// <summary>
    /// <c>State</c> for what AWS says of a resource, <c>Probe</c> for a request that was sent, <c>Trace</c> for what configuration says
    /// of one.
    /// </summary>
    public required string By { get; init; }

    /// <summary>What is looked at, such as public-instance → private-instance:22.</summary>
    public required string Check { get; init; }

    public required string Expected { get; init; }

    public required string Result { get; init; }

    /// <summary>Whether it is as expected; null where nobody was there to send a request, which proves nothing.</summary>
    public required bool? Pass { get; init; }

    /// <summary>Why it isn't as expected, or what stopped a request that was to be stopped; null where there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>What is looked at, and where it didn't pass, what was expected and why it isn't so.</summary>
    public string Summary => Pass is true ? Check : string.Join(' ', ((string?[])
    [
        Unlike is null && Reason is null ? Check : $"{Check}:",
        Unlike,
        Reason,
    ]).Where(part => part is not null));

    private string? Unlike => Pass is false && Result != Expected ? $"{Expected} was expected." : null;
}
