using System.Xml.Linq;

namespace EndpointLab;

/// <summary>
/// Reads who may do what from IAM, a method per permission that it needs, so that one which is refused leaves the others. What isn't
/// there is IAM's NoSuchEntity.
/// </summary>
internal static class Identities
{
    /// <param name="nameOrArn">Its name, or an ARN as instances show it.</param>
    public static async Task<InstanceProfile> GetInstanceProfileAsync(LabOperation lab, string nameOrArn)
    {
        var name = IamEntity.NameIn(nameOrArn);
        var found = (await lab.Iam("GetInstanceProfile", name, ("InstanceProfileName", name))).Element("InstanceProfile")!;
        return new(
            Text(found, "InstanceProfileName"),
            Text(found, "Arn"),
            Members(found, "Roles").Select(role => Text(role, "RoleName")).FirstOrDefault(),
            Tags(found));
    }

    public static async Task<IamRole> GetRoleAsync(LabOperation lab, string roleName)
    {
        var role = (await lab.Iam("GetRole", roleName, ("RoleName", roleName))).Element("Role")!;
        return new(
            Text(role, "RoleName"), Text(role, "Arn"), Document(role, "AssumeRolePolicyDocument"), Boundary(role), Tags(role));
    }

    public static async Task<IamUser> GetUserAsync(LabOperation lab, string userName)
    {
        var user = (await lab.Iam("GetUser", userName, ("UserName", userName))).Element("User")!;
        return new(Text(user, "UserName"), Text(user, "Arn"), Boundary(user));
    }

    public static Task<IReadOnlyList<IamEntity>> ListGroupsAsync(LabOperation lab, string userName) =>
        PagesAsync(
            lab,
            "ListGroupsForUser",
            new(IamEntityKind.User, userName),
            "Groups",
            group => new IamEntity(IamEntityKind.Group, Text(group, "GroupName")));

    /// <summary>The names of the inline policies.</summary>
    public static Task<IReadOnlyList<string>> ListInlinePoliciesAsync(LabOperation lab, IamEntity entity) =>
        PagesAsync(lab, $"List{entity.Kind}Policies", entity, "PolicyNames", name => name.Value);

    public static async Task<IamPolicy> GetInlinePolicyAsync(LabOperation lab, IamEntity entity, string policyName)
    {
        var policy = await lab.Iam(
            $"Get{entity.Kind}Policy", $"{entity.Name}/{policyName}", (NameOf(entity), entity.Name), ("PolicyName", policyName));
        return new(policyName, entity, Document(policy, "PolicyDocument"));
    }

    /// <summary>The ARNs of the managed policies.</summary>
    public static Task<IReadOnlyList<string>> ListAttachedPoliciesAsync(LabOperation lab, IamEntity entity) =>
        PagesAsync(lab, $"ListAttached{entity.Kind}Policies", entity, "AttachedPolicies", policy => Text(policy, "PolicyArn"));

    /// <summary>A managed policy by its ARN, with the version that is in force. Needs GetPolicy and GetPolicyVersion.</summary>
    public static async Task<IamPolicy> GetManagedPolicyAsync(LabOperation lab, string arn)
    {
        var policy = (await lab.Iam("GetPolicy", arn, ("PolicyArn", arn))).Element("Policy")!;
        var version = await lab.Iam("GetPolicyVersion", arn, ("PolicyArn", arn), ("VersionId", Text(policy, "DefaultVersionId")));
        return new(arn, Owner: null, Document(version.Element("PolicyVersion")!, "Document"));
    }

    /// <summary>All policies of a role or user: its own, the managed ones, and a user's groups'. What can't be read is left out.</summary>
    /// <param name="unread">Is told of each call that failed.</param>
    public static async Task<IReadOnlyList<IamPolicy>> ReadPoliciesAsync(LabOperation lab, IamEntity entity, Action<LabException> unread)
    {
        var groups = entity.Kind is IamEntityKind.User ? await Try(() => ListGroupsAsync(lab, entity.Name)) : null;
        List<IamPolicy> all = [];
        foreach (var owner in (groups ?? []).Prepend(entity))
        {
            foreach (var name in await Try(() => ListInlinePoliciesAsync(lab, owner)) ?? [])
            {
                all.AddRange(await Try(() => GetInlinePolicyAsync(lab, owner, name)) is { } policy ? [policy] : []);
            }

            foreach (var arn in await Try(() => ListAttachedPoliciesAsync(lab, owner)) ?? [])
            {
                all.AddRange(await Try(() => GetManagedPolicyAsync(lab, arn)) is { } policy ? [policy] : []);
            }
        }

        return all;

        async Task<T?> Try<T>(Func<Task<T>> read) where T : class
        {
            try
            {
                return await read();
            }
            catch (LabException error)
            {
                unread(error);
                return null;
            }
        }
    }

    private static async Task<IReadOnlyList<T>> PagesAsync<T>(
        LabOperation lab, string action, IamEntity entity, string list, Func<XElement, T> read)
    {
        List<T> all = [];
        string? marker = null;
        do
        {
            var page = await lab.Iam(action, entity.Name, (NameOf(entity), entity.Name), ("Marker", marker));
            all.AddRange(Members(page, list).Select(read));
            marker = page.Element("IsTruncated")?.Value == "true" ? Text(page, "Marker") : null;
        }
        while (marker is not null);
        return all;
    }

    private static string NameOf(IamEntity entity) => $"{entity.Kind}Name";

    private static string Text(XElement parent, string name) => parent.Element(name)!.Value;

    /// <summary>IAM answers documents "URL-encoded compliant with RFC 3986".</summary>
    private static string Document(XElement parent, string name) => Uri.UnescapeDataString(Text(parent, name));

    private static string? Boundary(XElement entity) => entity.Element("PermissionsBoundary")?.Element("PermissionsBoundaryArn")?.Value;

    private static IEnumerable<XElement> Members(XElement parent, string list) => parent.Element(list)?.Elements("member") ?? [];

    private static Dictionary<string, string> Tags(XElement entity) =>
        Members(entity, "Tags").ToDictionary(tag => Text(tag, "Key"), tag => Text(tag, "Value"));
}
