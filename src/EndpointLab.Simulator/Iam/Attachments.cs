namespace EndpointLab.Simulator.Iam;

/// <summary>Which managed policies a role or a user has.</summary>
internal static class Attachments
{
    private const int Most = 10;

    public static readonly Dictionary<string, Action<IamCall>> Actions = new()
    {
        ["AttachRolePolicy"] = call => Attach(call, call.Role),
        ["AttachUserPolicy"] = call => Attach(call, call.User),
        ["DetachRolePolicy"] = call => Detach(call, call.Role),
        ["DetachUserPolicy"] = call => Detach(call, call.User),
        ["ListAttachedRolePolicies"] = call => List(call, call.Role),
        ["ListAttachedUserPolicies"] = call => List(call, call.User),
    };

    /// <summary>The roles and users of the account that have a policy.</summary>
    public static IEnumerable<Identity> Of(ManagedPolicy policy, IamCall call) =>
        call.Account.Identities.Where(identity => identity.Attached.Contains(policy));

    private static void Attach(IamCall call, Identity identity)
    {
        var arn = call.Required("PolicyArn", 2048);
        var policy = call.Account.FindPolicy(arn) ?? throw IamErrors.NotAttachable(arn);
        if (identity.Attached.Contains(policy))
            return;
        if (identity.Attached.Count == Most)
            throw IamErrors.QuotaExceeded(identity is Role ? "PoliciesPerRole" : "PoliciesPerUser", Most);
        identity.Attached.Add(policy);
    }

    private static void Detach(IamCall call, Identity identity)
    {
        var arn = call.Required("PolicyArn", 2048);
        if (identity.Attached.RemoveAll(policy => policy.Arn == arn) == 0)
            throw IamErrors.NoSuchPolicy(arn);
    }

    private static void List(IamCall call, Identity identity)
    {
        var prefix = call.PathPrefix();
        var policies = identity.Attached.Where(policy => policy.Path.StartsWith(prefix, StringComparison.Ordinal));
        call.List("AttachedPolicies", policies, policy => policy.Arn, static (xml, policy) =>
        {
            xml.Text("PolicyName", policy.Name);
            xml.Text("PolicyArn", policy.Arn);
        });
    }
}
