namespace EndpointLab;

/// <summary>A policy of an identity.</summary>
/// <param name="Name">What shows it: the name of an inline policy, the ARN of a managed one.</param>
/// <param name="Owner">The role, user or group that has it inline; null for a managed policy.</param>
/// <param name="Document">The JSON text; of a managed policy, the default version's.</param>
internal sealed record IamPolicy(string Name, IamEntity? Owner, string Document);
