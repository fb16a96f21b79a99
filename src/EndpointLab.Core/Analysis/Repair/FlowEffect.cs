namespace EndpointLab;

/// <summary>What a repair does to a flow between two other points.</summary>
public enum FlowEffect
{
    /// <summary>It works today, and would no more.</summary>
    Breaks,

    /// <summary>It goes another way: open connections drop, and what policies say of the way is decided anew.</summary>
    ChangesWay,

    /// <summary>It would become possible besides what was asked for.</summary>
    Opens,
}
