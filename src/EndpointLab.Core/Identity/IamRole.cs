namespace EndpointLab;

/// <param name="TrustPolicy">The JSON text that says who may assume the role.</param>
/// <param name="BoundaryArn">The policy that is its permissions boundary; null without one.</param>
internal sealed record IamRole(
    string RoleName, string Arn, string TrustPolicy, string? BoundaryArn, IReadOnlyDictionary<string, string> Tags) : IamResource(Arn, Tags)
{
    public IamEntity Entity => new(IamEntityKind.Role, RoleName);
}
