namespace EndpointLab;

/// <summary>How far a lab is.</summary>
public enum LabState
{
    /// <summary>All that it is to have is there.</summary>
    Complete,

    /// <summary>A build is under way, or was interrupted: New-EndpointLab completes it.</summary>
    Building,

    /// <summary>Something lacks, though nobody builds it.</summary>
    Partial,

    /// <summary>A removal is under way, or was interrupted: Remove-EndpointLab completes it.</summary>
    Removing,
}
