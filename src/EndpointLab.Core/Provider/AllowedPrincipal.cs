namespace EndpointLab;

/// <summary>Who may connect to an endpoint service (EC2's <c>AllowedPrincipal</c>).</summary>
/// <param name="Principal">The ARN of an account, a user, a role or an organizational unit; * for everybody.</param>
/// <param name="PrincipalType">All, Service, OrganizationUnit, Account, User or Role.</param>
public sealed record AllowedPrincipal(string Principal, string? PrincipalType, string? ServicePermissionId)
{
    public override string ToString() => Principal;
}
