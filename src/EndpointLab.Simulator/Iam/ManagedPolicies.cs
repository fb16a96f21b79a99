using EndpointLab.Policy;

namespace EndpointLab.Simulator.Iam;

/// <summary>Customers' managed policies, and AWS's beside them.</summary>
internal static class ManagedPolicies
{
    private const int Largest = 6144;

    public static readonly Dictionary<string, Action<IamCall>> Actions = new()
    {
        ["CreatePolicy"] = Create,
        ["DeletePolicy"] = Delete,
        ["GetPolicy"] = call => call.Answer.Element("Policy", Find(call), (xml, policy) => WriteWhole(xml, policy, call)),
        ["ListEntitiesForPolicy"] = ListEntities,
        ["ListPolicies"] = List,
    };

    /// <summary>The policy that the call names.</summary>
    /// <exception cref="ServiceException">NoSuchEntity.</exception>
    public static ManagedPolicy Find(IamCall call)
    {
        var arn = call.Required("PolicyArn", 2048);
        return call.Account.FindPolicy(arn) ?? throw IamErrors.NoSuchPolicy(arn);
    }

    /// <summary>The policy that the call names and changes, which thus must be the account's own.</summary>
    /// <exception cref="ServiceException">NoSuchEntity, or AccessDenied.</exception>
    public static ManagedPolicy Own(IamCall call) =>
        Find(call) is { IsAws: false } policy ? policy : throw IamErrors.AwsPolicy(Find(call).Arn);

    /// <summary>The document in a call, of a policy of that ARN.</summary>
    public static PolicyText Document(IamCall call, string arn)
    {
        var policy = call.Document("PolicyDocument", PolicyKind.Identity, arn);
        return policy.Text.Count(one => !char.IsWhiteSpace(one)) <= Largest
            ? policy
            : throw IamErrors.QuotaExceeded("PolicySize", Largest);
    }

    private static void Create(IamCall call)
    {
        var (name, path) = (call.Name("PolicyName", 128), call.Path());
        var description = call.Optional("Description", 1000);
        var text = Document(call, $"arn:aws:iam::{call.Account.AccountId}:policy{path}{name}");
        var tags = call.NewTags();
        if (call.Account.Policies.Find(name) is not null)
            throw IamErrors.EntityAlreadyExists($"A policy called {name} already exists. Duplicate names are not allowed.");
        PolicyVersion version = new("v1", text, call.Now);
        ManagedPolicy policy = new(call.Account.AccountId, name, path)
        {
            Id = IamEntity.NewId("ANPA"),
            CreateDate = call.Now,
            UpdateDate = call.Now,
            Description = description,
            Tags = tags,
            Versions = { version },
            Default = version,
        };
        call.Account.Policies.Add(policy);
        call.Answer.Element("Policy", policy, (xml, policy) => WriteWhole(xml, policy, call));
    }

    private static void Delete(IamCall call)
    {
        var policy = Own(call);
        if (Attachments.Of(policy, call).Any() || Boundaries.Of(policy, call).Any())
            throw IamErrors.DeleteConflict("Cannot delete a policy attached to entities.");
        if (policy.Versions.Count > 1)
        {
            throw IamErrors.DeleteConflict(
                "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
                    + "The default version is deleted with the policy.");
        }
        call.Account.Policies.Remove(policy);
    }

    private static void List(IamCall call)
    {
        var prefix = call.PathPrefix();
        var policies = call.OneOf("Scope", "AWS", "Local", "All") switch
        {
            "AWS" => AwsManagedPolicies.All,
            "Local" => call.Account.Policies,
            _ => AwsManagedPolicies.All.Concat(call.Account.Policies),
        };
        var chosen = policies.Where(policy => policy.Path.StartsWith(prefix, StringComparison.Ordinal));
        if (call.Parameters["OnlyAttached"] is "true")
            chosen = chosen.Where(policy => Attachments.Of(policy, call).Any());
        call.List("Policies", chosen, policy => policy.Arn, (xml, policy) => Write(xml, policy, call));
    }

    private static void ListEntities(IamCall call)
    {
        var entities = UsersOf(Find(call), call).ToList();
        call.Answer.Flag("IsTruncated", false);
        call.Answer.List("PolicyGroups", Array.Empty<string>(), static (_, _) => { });
        call.Answer.List("PolicyUsers", entities.OfType<User>(), static (xml, user) =>
        {
            xml.Text("UserName", user.Name);
            xml.Text("UserId", user.Id);
        });
        call.Answer.List("PolicyRoles", entities.OfType<Role>(), static (xml, role) =>
        {
            xml.Text("RoleName", role.Name);
            xml.Text("RoleId", role.Id);
        });
    }

    /// <summary>The users and roles that use a policy in the way that the call asks about.</summary>
    private static IEnumerable<Identity> UsersOf(ManagedPolicy policy, IamCall call)
    {
        var prefix = call.PathPrefix();
        var (attached, limited) = (Attachments.Of(policy, call), Boundaries.Of(policy, call));
        var users = call.OneOf("PolicyUsageFilter", "PermissionsPolicy", "PermissionsBoundary") switch
        {
            "PermissionsPolicy" => attached,
            "PermissionsBoundary" => limited,
            _ => attached.Union(limited),
        };
        var kind = call.OneOf("EntityFilter", "User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy");
        return users.Where(one => one.Path.StartsWith(prefix, StringComparison.Ordinal) && (kind is null || kind == one.GetType().Name));
    }

    private static void WriteWhole(QueryAnswer xml, ManagedPolicy policy, IamCall call)
    {
        Write(xml, policy, call);
        xml.Text("Description", policy.Description);
        IamXml.Tags(xml, policy);
    }

    private static void Write(QueryAnswer xml, ManagedPolicy policy, IamCall call)
    {
        IamXml.Entity(xml, policy, "Policy");
        xml.Text("DefaultVersionId", policy.Default.Id);
        xml.Number("AttachmentCount", Attachments.Of(policy, call).Count());
        xml.Number("PermissionsBoundaryUsageCount", Boundaries.Of(policy, call).Count());
        xml.Flag("IsAttachable", true);
        xml.Time("UpdateDate", policy.UpdateDate);
    }
}
