using EndpointLab.Policy;

namespace EndpointLab.Simulator.Iam;

internal static class Roles
{
    private const int LongestDescription = 1000;
    private const int LargestTrust = 2048;
    private const int ShortestSession = 3600;
    private const int LongestSession = 43200;

    public static readonly Dictionary<string, Action<IamCall>> Actions = new()
    {
        ["CreateRole"] = Create,
        ["DeleteRole"] = Delete,
        ["GetRole"] = call => call.Answer.Element("Role", call.Role, IamXml.WholeRole),
        ["ListRoles"] = List,
        ["UpdateAssumeRolePolicy"] = UpdateTrust,
        ["UpdateRole"] = Update,
        ["UpdateRoleDescription"] = UpdateDescription,
    };

    private static void Create(IamCall call)
    {
        var (name, path) = (call.Name("RoleName", 64), call.Path());
        var trust = Trust(call, "AssumeRolePolicyDocument");
        var description = call.Optional("Description", LongestDescription);
        var duration = SessionDuration(call) ?? ShortestSession;
        var boundary = Boundaries.Asked(call);
        var tags = call.NewTags(Identity.TagKeys);
        if (call.Account.Roles.Find(name) is not null)
            throw IamErrors.EntityAlreadyExists($"Role with name {name} already exists.");
        Role role = new(call.Account.AccountId, name, path)
        {
            Id = IamEntity.NewId("AROA"),
            CreateDate = call.Now,
            Trust = trust,
            Description = description,
            MaxSessionDuration = duration,
            Boundary = boundary,
            Tags = tags,
        };
        call.Account.Roles.Add(role);
        call.Answer.Element("Role", role, IamXml.WholeRole);
    }

    private static void Delete(IamCall call)
    {
        var role = call.Role;
        if (call.Account.InstanceProfiles.Any(profile => profile.Role == role))
            throw IamErrors.DeleteConflict("Cannot delete entity, must remove roles from instance profile first.");
        InlinePolicies.CheckNone(role);
        call.Account.Roles.Remove(role);
        call.Iam.Keys.RevokeAllOf(role);
    }

    private static void List(IamCall call)
    {
        var prefix = call.PathPrefix();
        var roles = call.Account.Roles.Where(role => role.Path.StartsWith(prefix, StringComparison.Ordinal));
        call.List("Roles", roles, role => role.Name, IamXml.Role);
    }

    private static void UpdateTrust(IamCall call) => call.Role.Trust = Trust(call, "PolicyDocument");

    private static void Update(IamCall call)
    {
        var role = call.Role;
        var description = call.Optional("Description", LongestDescription);
        role.MaxSessionDuration = SessionDuration(call) ?? ShortestSession;
        role.Description = description ?? role.Description;
        call.Answer.Empty();
    }

    private static void UpdateDescription(IamCall call)
    {
        var role = call.Role;
        role.Description = call.Optional("Description", LongestDescription);
        call.Answer.Element("Role", role, IamXml.WholeRole);
    }

    private static PolicyText Trust(IamCall call, string parameter)
    {
        var trust = call.Document(parameter, PolicyKind.Trust, "trust");
        if (trust.Text.Count(one => !char.IsWhiteSpace(one)) > LargestTrust)
            throw IamErrors.QuotaExceeded("ACLSizePerRole", LargestTrust);
        foreach (var name in trust.Document.Statements.SelectMany(statement => statement.Principal!.Names))
        {
            if (name.Type is "AWS" && IsIdentity(name.Value) && call.Iam.Find(name.Value) is null)
                throw IamErrors.MalformedPolicyDocument($"Invalid principal in policy: \"AWS\":\"{name.Value}\"");
        }
        return trust;
    }

    private static bool IsIdentity(string arn) =>
        arn.Split(':', 6) is [_, _, "iam", _, _, var name] && name.Split('/')[0] is "user" or "role";

    private static int? SessionDuration(IamCall call) => call.Parameters["MaxSessionDuration"] switch
    {
        null => null,
        var text when int.TryParse(text, out var seconds) && seconds is >= ShortestSession and <= LongestSession => seconds,
        var text => throw IamErrors.Constraint(
            "MaxSessionDuration", text, $"Member must have value between {ShortestSession} and {LongestSession}"),
    };
}
