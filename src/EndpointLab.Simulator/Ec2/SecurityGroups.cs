using System.Text.RegularExpressions;

namespace EndpointLab.Simulator.Ec2;

internal static partial class SecurityGroups
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateSecurityGroup"] = Create,
        ["DeleteSecurityGroup"] = Delete,
        ["DescribeSecurityGroups"] = Describe,
        ["GetSecurityGroupsForVpc"] = GetForVpc,
    };

    private static readonly FilterTable<SecurityGroup> Filters = SecurityGroupXml.WithRuleFilters(new()
    {
        { "description", group => group.Description },
        { "group-id", group => group.Id },
        { "group-name", group => group.Name },
        { "owner-id", (_, region) => region.AccountId },
        { "vpc-id", group => group.Vpc.Id },
    });

    private static readonly FilterTable<SecurityGroup> ForVpcFilters = new()
    {
        { "description", group => group.Description },
        { "group-id", group => group.Id },
        { "group-name", group => group.Name },
        { "owner-id", (_, region) => region.AccountId },
        { "primary-vpc-id", group => group.Vpc.Id },
    };

    private static void Create(Ec2Call call)
    {
        var region = call.Region;
        var name = Text(call, "GroupName");
        var description = Text(call, "GroupDescription");
        if (name == SecurityGroup.DefaultName)
            throw Ec2Errors.InvalidParameterValue($"Cannot use reserved security group name: {name}");
        if (name.StartsWith("sg-", StringComparison.Ordinal))
            throw Ec2Errors.InvalidParameterValue("groupName", name, "Group names may not be in the format sg-*");
        var vpc = call.Parameters["VpcId"] is { } id ? region.Vpcs[id] : DefaultVpc(region);
        if (region.SecurityGroups.Any(other => other.Vpc == vpc && other.Name == name))
            throw Ec2Errors.InvalidGroupDuplicate(name, vpc);
        var tags = call.NewTags(SecurityGroup.Kind);
        call.Proceed();
        var group = region.AddSecurityGroup(new(ResourceId.New("sg")) { Vpc = vpc, Name = name, Description = description, Tags = tags });
        call.Answer.Success();
        call.Answer.Text("groupId", group.Id);
        if (group.Tags.Count > 0)
            call.Answer.Tags(group);
        call.Answer.Text("securityGroupArn", region.Arn(SecurityGroup.Kind.Type, group.Id));
    }

    private static void Delete(Ec2Call call)
    {
        var region = call.Region;
        var group = Named(call);
        if (group.IsDefault)
            throw Ec2Errors.CannotDelete(group);
        if (region.NetworkInterfaces.Any(one => one.Groups.Contains(group))
            || region.VpcEndpointsOf(group.Vpc).Any(endpoint => endpoint.Groups.Contains(group))
            || region.SecurityGroupRules.Any(rule => rule.ReferencedGroupId == group.Id && rule.Group != group && rule.Peering is null))
        {
            throw Ec2Errors.DependencyViolation($"resource {group.Id} has a dependent object");
        }
        call.Proceed();
        region.RemoveSecurityGroup(group);
        call.Answer.Success();
        call.Answer.Text("groupId", group.Id);
    }

    private static void Describe(Ec2Call call)
    {
        var names = call.Parameters.List("GroupName");
        if (names.Count == 0)
        {
            call.Describe(call.Region.SecurityGroups, "GroupId", Filters, "securityGroupInfo", SecurityGroupXml.Write);
            return;
        }
        var vpc = DefaultVpc(call.Region);
        var named = names.Select(name => Named(call.Region, vpc, name)).ToList();
        call.List(named, Filters, group => group.Id, "securityGroupInfo", SecurityGroupXml.Write);
    }

    private static void GetForVpc(Ec2Call call)
    {
        var vpc = call.Region.Vpcs[call.Parameters.Required("VpcId")];
        var groups = call.Region.SecurityGroups.Where(group => group.Vpc == vpc);
        call.List(groups, ForVpcFilters, group => group.Id, "securityGroupForVpcSet", static (xml, group) =>
        {
            xml.Text("description", group.Description);
            xml.Text("groupName", group.Name);
            xml.Text("ownerId", xml.Region.AccountId);
            xml.Text("groupId", group.Id);
            xml.Tags(group);
            xml.Text("primaryVpcId", group.Vpc.Id);
        });
    }

    /// <summary>The group that a call names by id, or in the default VPC by name.</summary>
    /// <exception cref="ServiceException">There is no such group, or the call names none.</exception>
    public static SecurityGroup Named(Ec2Call call) => (call.Parameters["GroupId"], call.Parameters["GroupName"]) switch
    {
        ({ } id, _) => call.Region.SecurityGroups[id],
        (null, { } name) => Named(call.Region, DefaultVpc(call.Region), name),
        _ => throw Ec2Errors.MissingParameter("groupName or groupId"),
    };

    /// <exception cref="ServiceException">InvalidGroup.NotFound.</exception>
    public static SecurityGroup Named(RegionState region, Vpc vpc, string name) =>
        region.SecurityGroups.FirstOrDefault(group => group.Vpc == vpc && group.Name == name)
        ?? throw SecurityGroup.Kind.NotFound(name);

    private static Vpc DefaultVpc(RegionState region) =>
        region.Vpcs.FirstOrDefault(vpc => vpc.IsDefault) ?? throw Ec2Errors.VpcIdNotSpecified();

    private static string Text(Ec2Call call, string name)
    {
        const int Longest = 255;
        var text = call.Parameters.Required(name);
        if (text.Length > Longest || !Characters().IsMatch(text))
        {
            throw Ec2Errors.InvalidParameterValue(
                name, text, $"Character sets beyond ASCII are not supported, and at most {Longest} characters.");
        }
        return text;
    }

    [GeneratedRegex(@"^[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]+\z")]
    private static partial Regex Characters();
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidGroupDuplicate(string name, Vpc vpc) =>
        new("InvalidGroup.Duplicate", $"The security group '{name}' already exists for VPC '{vpc.Id}'");

    public static ServiceException CannotDelete(SecurityGroup group) =>
        new("CannotDelete", $"the specified group: \"{group.Id}\" name: \"{group.Name}\" cannot be deleted by a user");

    public static ServiceException VpcIdNotSpecified() => new("VPCIdNotSpecified", "No default VPC for this user");
}
