namespace EndpointLab.Simulator.Iam;

/// <summary>Writes what answers of IAM have in common.</summary>
internal static class IamXml
{
    public static void Role(QueryAnswer xml, Role role)
    {
        Entity(xml, role, "Role");
        xml.Text("AssumeRolePolicyDocument", Encoded(role.Trust));
        xml.Text("Description", role.Description);
        xml.Number("MaxSessionDuration", role.MaxSessionDuration);
    }

    /// <summary>What GetRole tells, and lists don't.</summary>
    public static void WholeRole(QueryAnswer xml, Role role)
    {
        Role(xml, role);
        Boundary(xml, role);
        Tags(xml, role);
    }

    public static void User(QueryAnswer xml, User user) => Entity(xml, user, "User");

    public static void WholeUser(QueryAnswer xml, User user)
    {
        User(xml, user);
        Boundary(xml, user);
        Tags(xml, user);
    }

    public static void InstanceProfile(QueryAnswer xml, InstanceProfile profile)
    {
        Entity(xml, profile, "InstanceProfile");
        xml.List<Role>("Roles", profile.Role is { } role ? [role] : [], Role);
        Tags(xml, profile);
    }

    /// <summary>A document as IAM gives it: URL-encoded ("GetRolePolicy" in the IAM API Reference).</summary>
    public static string Encoded(PolicyText policy) => Uri.EscapeDataString(policy.Text);

    /// <summary>Tags are left out where there are none.</summary>
    public static void Tags(QueryAnswer xml, IamEntity entity)
    {
        if (entity.Tags.Count > 0)
            xml.List("Tags", entity.Tags, Tag);
    }

    public static void Tag(QueryAnswer xml, KeyValuePair<string, string> tag)
    {
        xml.Text("Key", tag.Key);
        xml.Text("Value", tag.Value);
    }

    public static void Entity(QueryAnswer xml, IamEntity entity, string kind)
    {
        xml.Text("Path", entity.Path);
        xml.Text(kind + "Name", entity.Name);
        xml.Text(kind + "Id", entity.Id);
        xml.Text("Arn", entity.Arn);
        xml.Time("CreateDate", entity.CreateDate);
    }

    private static void Boundary(QueryAnswer xml, Identity identity)
    {
        if (identity.Boundary is { } boundary)
        {
            xml.Element("PermissionsBoundary", boundary, static (xml, boundary) =>
            {
                xml.Text("PermissionsBoundaryType", "Policy");
                xml.Text("PermissionsBoundaryArn", boundary.Arn);
            });
        }
    }
}
