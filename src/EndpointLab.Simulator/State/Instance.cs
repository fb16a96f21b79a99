namespace EndpointLab.Simulator.State;

internal sealed class Instance(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } =
        new("instance", "i", "InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed", "instance ID");

    public required string ReservationId { get; init; }

    /// <summary>Its place among those launched in one call, from 0.</summary>
    public required int LaunchIndex { get; init; }

    public required Image Image { get; init; }

    public required InstanceType Type { get; set; }

    public required Zone Zone { get; init; }

    public required Timeline State { get; set; }

    /// <summary>The status checks: initializing, then ok; they start over with each start.</summary>
    public required Timeline Checks { get; set; }

    /// <summary>The interfaces whose <see cref="NetworkInterface.Attachment"/> it is, which alone adds and removes them.</summary>
    public List<NetworkInterface> Attached { get; } = [];

    public required DateTimeOffset LaunchTime { get; set; }

    public KeyPair? KeyPair { get; init; }

    /// <summary>The public half of the key by which it proves who it is, as in known_hosts; null until somebody looks.</summary>
    public string? HostKey { get; set; }

    public string? ClientToken { get; init; }

    /// <summary>In base64, as it was sent.</summary>
    public string? UserData { get; set; }

    public required MetadataOptions MetadataOptions { get; init; }

    public bool Monitoring { get; init; }

    public bool EbsOptimized { get; init; }

    /// <summary>Whether each start gives its primary interface one of Amazon's public addresses.</summary>
    public bool AssociatePublicAddress { get; init; }

    public bool DisableApiTermination { get; set; }

    public bool DisableApiStop { get; set; }

    /// <summary>stop or terminate.</summary>
    public string ShutdownBehavior { get; set; } = "stop";

    /// <summary>When and by whom it was stopped or terminated; null while it runs.</summary>
    public string? StopReason { get; set; }
}

/// <summary>How programs on an instance reach its metadata.</summary>
internal sealed record MetadataOptions(string HttpTokens, int HopLimit, string HttpEndpoint, string InstanceMetadataTags);

/// <summary>The names of an instance's states, and EC2's numbers for them.</summary>
internal static class InstanceState
{
    public const string Pending = "pending";
    public const string Running = "running";
    public const string ShuttingDown = "shutting-down";
    public const string Terminated = "terminated";
    public const string Stopping = "stopping";
    public const string Stopped = "stopped";

    public static int Code(string state) => state switch
    {
        Pending => 0,
        Running => 16,
        ShuttingDown => 32,
        Terminated => 48,
        Stopping => 64,
        _ => 80,
    };
}

internal sealed partial class RegionState
{
    public ResourceTable<Instance> Instances => field ??= NewTable<Instance>();
}
