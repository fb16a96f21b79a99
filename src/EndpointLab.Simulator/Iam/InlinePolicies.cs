using EndpointLab.Policy;

namespace EndpointLab.Simulator.Iam;

/// <summary>The policies that are a role's or a user's own.</summary>
internal static class InlinePolicies
{
    private const int LargestOfRole = 10_240;
    private const int LargestOfUser = 2048;

    public static readonly Dictionary<string, Action<IamCall>> Actions = new()
    {
        ["DeleteRolePolicy"] = call => Delete(call, call.Role),
        ["DeleteUserPolicy"] = call => Delete(call, call.User),
        ["GetRolePolicy"] = call => Get(call, call.Role),
        ["GetUserPolicy"] = call => Get(call, call.User),
        ["ListRolePolicies"] = call => List(call, call.Role),
        ["ListUserPolicies"] = call => List(call, call.User),
        ["PutRolePolicy"] = call => Put(call, call.Role, LargestOfRole),
        ["PutUserPolicy"] = call => Put(call, call.User, LargestOfUser),
    };

    /// <summary>What has policies can't be deleted.</summary>
    /// <exception cref="ServiceException">DeleteConflict.</exception>
    public static void CheckNone(Identity identity)
    {
        if (identity.Attached.Count > 0)
            throw IamErrors.DeleteConflict("Cannot delete entity, must detach all policies first.");
        if (identity.Inline.Count > 0)
            throw IamErrors.DeleteConflict("Cannot delete entity, must delete policies first.");
    }

    private static void Put(IamCall call, Identity identity, int largest)
    {
        var name = call.Name("PolicyName", 128);
        var policy = call.Document("PolicyDocument", PolicyKind.Identity, name);
        var size = identity.Inline.Where(other => other.Key != name).Sum(other => Size(other.Value)) + Size(policy);
        if (size > largest)
        {
            throw IamErrors.LimitExceeded(
                $"Maximum policy size of {largest} bytes exceeded for {(identity is Role ? "role" : "user")} {identity.Name}");
        }
        identity.Inline[name] = policy;
    }

    private static void Get(IamCall call, Identity identity)
    {
        var (name, policy) = Find(call, identity);
        call.Answer.Text(identity is Role ? "RoleName" : "UserName", identity.Name);
        call.Answer.Text("PolicyName", name);
        call.Answer.Text("PolicyDocument", IamXml.Encoded(policy));
    }

    private static void Delete(IamCall call, Identity identity) => identity.Inline.Remove(Find(call, identity).Name);

    private static void List(IamCall call, Identity identity) => call.List("PolicyNames", identity.Inline.Keys);

    private static (string Name, PolicyText Policy) Find(IamCall call, Identity identity)
    {
        var name = call.Name("PolicyName", 128);
        return identity.Inline.TryGetValue(name, out var policy) ? (name, policy) : throw IamErrors.NoSuchEntity(
            $"The {(identity is Role ? "role" : "user")} policy with name {name} cannot be found.");
    }

    /// <summary>White space doesn't count ("IAM and AWS STS quotas" in the IAM User Guide).</summary>
    private static int Size(PolicyText policy) => policy.Text.Count(one => !char.IsWhiteSpace(one));
}
