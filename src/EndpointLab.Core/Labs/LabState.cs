namespace EndpointLab;

/// <summary>How far a lab is.</summary>
public enum LabState
{
    /// <summary>All that it is to have is there, and as planned.</summary>
    Complete,

    /// <summary>All that it is to have is there, but something is other than planned: its Drift says what.</summary>
    Drifted,

    /// <summary>A build is under way, or was interrupted: New-EndpointLab completes it.</summary>
    Building,

    /// <summary>Something lacks, though nobody builds it.</summary>
    Partial,

    /// <summary>A removal is under way, or was interrupted: Remove-EndpointLab completes it.</summary>
    Removing,
}
