namespace EndpointLab.Simulator.State;

/// <summary>A disk of an instance.</summary>
internal sealed class Volume(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("volume", "vol", "InvalidVolume.NotFound", "InvalidVolumeID.Malformed", "volume");

    public required BlockDevice Device { get; init; }

    public required Zone Zone { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>The instance that has it attached; null once that is terminated.</summary>
    public Instance? Instance { get; set; }
}

/// <summary>What disk an instance gets, as its image and its launch say.</summary>
/// <param name="Name">The device name: /dev/xvda.</param>
internal sealed record BlockDevice(string Name)
{
    /// <summary>In GiB.</summary>
    public int VolumeSize { get; init; } = 8;

    public string VolumeType { get; init; } = "gp3";

    public string? SnapshotId { get; init; }

    public bool DeleteOnTermination { get; init; } = true;

    public bool Encrypted { get; init; }
}

internal sealed partial class RegionState
{
    public ResourceTable<Volume> Volumes => field ??= NewTable<Volume>();

    public IEnumerable<Volume> VolumesOf(Instance instance) => Volumes.Where(volume => volume.Instance == instance);
}
