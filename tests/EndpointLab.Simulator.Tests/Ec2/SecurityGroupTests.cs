using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class SecurityGroupTests : IAsyncLifetime
{
    private readonly AmazonEC2Client ec2 = Ec2Client();
    private string vpc = "";
    private string group = "";

    public async ValueTask InitializeAsync()
    {
        vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        group = await Create("web");
    }

    public ValueTask DisposeAsync()
    {
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_new_group_lets_everything_out_and_nothing_in()
    {
        var created = await Group();
        Assert.Null(created.IpPermissions);
        var egress = Assert.Single(created.IpPermissionsEgress);
        Assert.Equal("-1", egress.IpProtocol);
        Assert.Null(egress.FromPort);
        Assert.Equal(["0.0.0.0/0"], egress.Ipv4Ranges.Select(range => range.CidrIp));
    }

    [Fact]
    public async Task The_default_group_admits_itself_and_cannot_be_deleted()
    {
        var found = (await ec2.DescribeSecurityGroupsAsync(
            new() { Filters = [By("vpc-id", vpc), By("group-name", "default")] }, Cancel)).SecurityGroups.Single();
        Assert.Equal(found.GroupId, found.IpPermissions.Single().UserIdGroupPairs.Single().GroupId);
        await Refused("CannotDelete", ec2.DeleteSecurityGroupAsync(new() { GroupId = found.GroupId }, Cancel));
    }

    [Fact]
    public async Task Rules_of_one_protocol_and_range_show_as_one_permission()
    {
        var other = await Create("bastion");
        await Authorize(Tcp(22, "203.0.113.10/32"));
        await Authorize(new IpPermission
        {
            IpProtocol = "6",
            FromPort = 22,
            ToPort = 22,
            Ipv6Ranges = [new() { CidrIpv6 = "2001:db8::/32" }],
            PrefixListIds = [new() { Id = "pl-63a5400a", Description = "S3" }],
            UserIdGroupPairs = [new() { GroupId = other }],
        });
        var permission = Assert.Single((await Group()).IpPermissions);
        Assert.Equal(("tcp", 22, 22), (permission.IpProtocol, permission.FromPort, permission.ToPort));
        Assert.Equal("203.0.113.10/32", permission.Ipv4Ranges.Single().CidrIp);
        Assert.Equal("2001:db8::/32", permission.Ipv6Ranges.Single().CidrIpv6);
        Assert.Equal(("pl-63a5400a", "S3"), (permission.PrefixListIds.Single().Id, permission.PrefixListIds.Single().Description));
        Assert.Equal(other, permission.UserIdGroupPairs.Single().GroupId);
    }

    [Fact]
    public async Task A_rule_is_authorized_once_and_all_rules_of_a_refused_call_stay_out()
    {
        await Authorize(Tcp(22, "10.0.0.0/8"));
        Assert.Equal(
            "the specified rule \"peer: 10.0.0.0/8, TCP, from port: 22, to port: 22, ALLOW\" already exists",
            await Refused("InvalidPermission.Duplicate", Authorize(Tcp(443, "10.0.0.0/8"), Tcp(22, "10.0.0.0/8"))));
        Assert.Equal(22, Assert.Single((await Group()).IpPermissions).FromPort);
    }

    [Fact]
    public async Task Rules_are_revoked_by_what_they_say_or_by_id()
    {
        await Authorize(Tcp(22, "10.0.0.0/8"));
        await Authorize(Tcp(443, "10.0.0.0/8"));
        await Refused("InvalidPermission.NotFound", Revoke(Tcp(80, "10.0.0.0/8")));
        await Revoke(Tcp(22, "10.0.0.0/8"));
        var rule = (await ec2.DescribeSecurityGroupRulesAsync(new() { Filters = [By("group-id", group)] }, Cancel))
            .SecurityGroupRules.Single(rule => rule.IsEgress == false);
        await ec2.RevokeSecurityGroupIngressAsync(
            new() { GroupId = group, SecurityGroupRuleIds = [rule.SecurityGroupRuleId] }, Cancel);
        Assert.Null((await Group()).IpPermissions);
    }

    [Fact]
    public async Task A_group_that_others_refer_to_is_kept()
    {
        var other = await Create("bastion");
        await Authorize(new IpPermission
        {
            IpProtocol = "tcp", FromPort = 22, ToPort = 22, UserIdGroupPairs = [new() { GroupId = other }],
        });
        await Refused("DependencyViolation", ec2.DeleteSecurityGroupAsync(new() { GroupId = other }, Cancel));
        await ec2.DeleteSecurityGroupAsync(new() { GroupId = group }, Cancel);
        await ec2.DeleteSecurityGroupAsync(new() { GroupId = other }, Cancel);
    }

    [Fact]
    public async Task A_rule_is_changed_under_its_id_and_keeps_its_tags()
    {
        var rule = await Rule(Tcp(80, "10.0.0.0/8"));
        await Rule(Tcp(22, "10.0.0.0/8"));
        await ec2.CreateTagsAsync(new() { Resources = [rule], Tags = [new("Name", "web")] }, Cancel);
        await Modify(443, "10.1.0.0/16");

        var changed = (await ec2.DescribeSecurityGroupRulesAsync(
            new() { SecurityGroupRuleIds = [rule] }, Cancel)).SecurityGroupRules.Single();
        Assert.Equal((443, "10.1.0.0/16", "new", "web"),
            (changed.FromPort, changed.CidrIpv4, changed.Description, changed.Tags.Single().Value));
        Assert.Equal([22, 443], (await Group()).IpPermissions.Select(permission => permission.FromPort ?? 0).Order());
        await Refused("InvalidPermission.Duplicate", Modify(22, "10.0.0.0/8"));

        Task Modify(int port, string cidr) => ec2.ModifySecurityGroupRulesAsync(new()
        {
            GroupId = group,
            SecurityGroupRules =
            [
                new()
                {
                    SecurityGroupRuleId = rule,
                    SecurityGroupRule = new() { IpProtocol = "tcp", FromPort = port, ToPort = port, CidrIpv4 = cidr, Description = "new" },
                },
            ],
        }, Cancel);
    }

    [Fact]
    public async Task A_rules_description_is_changed_by_its_id_or_by_what_it_says()
    {
        var permission = Tcp(80, "10.0.0.0/8");
        var rule = await Rule(permission);
        await ec2.UpdateSecurityGroupRuleDescriptionsIngressAsync(
            new() { GroupId = group, SecurityGroupRuleDescriptions = [new() { SecurityGroupRuleId = rule, Description = "one" }] }, Cancel);
        Assert.Equal("one", await Description());
        permission.Ipv4Ranges[0].Description = "two";
        await ec2.UpdateSecurityGroupRuleDescriptionsIngressAsync(new() { GroupId = group, IpPermissions = [permission] }, Cancel);
        Assert.Equal("two", await Description());
        await Refused("InvalidPermission.NotFound", ec2.UpdateSecurityGroupRuleDescriptionsIngressAsync(
            new() { GroupId = group, IpPermissions = [Tcp(81, "10.0.0.0/8")] }, Cancel));

        async Task<string> Description() => (await Group()).IpPermissions.Single().Ipv4Ranges.Single().Description;
    }

    [Fact]
    public async Task A_name_is_used_once_in_a_vpc()
    {
        await Refused("InvalidGroup.Duplicate", Create("web"));
        await Refused("InvalidParameterValue", Create("default"));
        await Refused("InvalidParameterValue", Create("sg-web"));
    }

    [Theory]
    [InlineData("tcp", 443, 80)]
    [InlineData("tcp", -1, 80)]
    [InlineData("udp", 0, 65536)]
    [InlineData("sctp?", 1, 1)]
    public async Task Bad_traffic_is_refused(string protocol, int from, int to) => await Refused(
        "InvalidParameterValue",
        Authorize(new IpPermission { IpProtocol = protocol, FromPort = from, ToPort = to, Ipv4Ranges = [new() { CidrIp = "0.0.0.0/0" }] }));

    [Fact]
    public async Task A_rule_names_only_what_exists()
    {
        await Refused("InvalidPrefixListID.NotFound", Authorize(new IpPermission
        {
            IpProtocol = "-1", PrefixListIds = [new() { Id = "pl-00000000" }],
        }));
        await Refused("InvalidGroup.NotFound", Authorize(new IpPermission
        {
            IpProtocol = "-1", UserIdGroupPairs = [new() { GroupId = "sg-00000000" }],
        }));
    }

    private static IpPermission Tcp(int port, string cidr) =>
        new() { IpProtocol = "tcp", FromPort = port, ToPort = port, Ipv4Ranges = [new() { CidrIp = cidr }] };

    private Task Authorize(params IpPermission[] permissions) =>
        ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = group, IpPermissions = [.. permissions] }, Cancel);

    private async Task<string> Rule(IpPermission permission) => (await ec2.AuthorizeSecurityGroupIngressAsync(
        new() { GroupId = group, IpPermissions = [permission] }, Cancel)).SecurityGroupRules.Single().SecurityGroupRuleId;

    private Task Revoke(IpPermission permission) =>
        ec2.RevokeSecurityGroupIngressAsync(new() { GroupId = group, IpPermissions = [permission] }, Cancel);

    private async Task<string> Create(string name) => (await ec2.CreateSecurityGroupAsync(
        new() { VpcId = vpc, GroupName = name, Description = "for tests" }, Cancel)).GroupId;

    private async Task<SecurityGroup> Group() =>
        (await ec2.DescribeSecurityGroupsAsync(new() { GroupIds = [group] }, Cancel)).SecurityGroups.Single();
}
