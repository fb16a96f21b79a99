namespace EndpointLab.Simulator.Iam;

/// <summary>Permissions boundaries of roles and users.</summary>
internal static class Boundaries
{
    public static readonly Dictionary<string, Action<IamCall>> Actions = new()
    {
        ["DeleteRolePermissionsBoundary"] = call => call.Role.Boundary = null,
        ["DeleteUserPermissionsBoundary"] = call => call.User.Boundary = null,
        ["PutRolePermissionsBoundary"] = call => Put(call, call.Role),
        ["PutUserPermissionsBoundary"] = call => Put(call, call.User),
    };

    /// <summary>The boundary that a call asks for; null for none.</summary>
    /// <exception cref="ServiceException">NoSuchEntity.</exception>
    public static ManagedPolicy? Asked(IamCall call) => call.Parameters["PermissionsBoundary"] is { } arn
        ? call.Account.FindPolicy(arn) ?? throw IamErrors.NoSuchEntity($"Scope ARN: {arn} does not exist or is not attachable.")
        : null;

    /// <summary>The roles and users of the account that a policy limits.</summary>
    public static IEnumerable<Identity> Of(ManagedPolicy policy, IamCall call) =>
        call.Account.Identities.Where(identity => identity.Boundary == policy);

    private static void Put(IamCall call, Identity identity)
    {
        call.Required("PermissionsBoundary", 2048);
        identity.Boundary = Asked(call);
    }
}
