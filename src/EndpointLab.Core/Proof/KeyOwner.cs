using System.Text.Json.Serialization;

namespace EndpointLab;

/// <summary>Whose keys the simulator is asked for: one of the two.</summary>
/// <param name="From">The network interface of an instance.</param>
/// <param name="Principal">The ARN of a user or role.</param>
internal sealed record KeyOwner(string? From, string? Principal)
{
    [JsonIgnore]
    public string Name => From ?? Principal!;
}
