namespace EndpointLab;

/// <summary>What gives an instance a role.</summary>
/// <param name="RoleName">Null while it has none.</param>
internal sealed record InstanceProfile(
    string InstanceProfileName, string Arn, string? RoleName, IReadOnlyDictionary<string, string> Tags) : IamResource(Arn, Tags);
