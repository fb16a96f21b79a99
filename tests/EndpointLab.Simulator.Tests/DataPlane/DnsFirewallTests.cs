using System.Text.Json.Nodes;
using EndpointLab.Simulator.Tests.Route53;
using static EndpointLab.Simulator.Tests.Route53.RawRoute53;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.DataPlane;

public sealed class DnsFirewallTests : IAsyncLifetime
{
    private const string Name = $"{LabNetwork.Bucket}.{LabNetwork.S3Name}";
    private LabNetwork lab = null!;
    private RawJson resolver = null!;

    public async ValueTask InitializeAsync()
    {
        lab = await LabNetwork.Build();
        resolver = new(lab.Http, "route53resolver", "Route53Resolver");
    }

    public ValueTask DisposeAsync()
    {
        lab.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<Connected> Ask(string name = Name) => lab.Connect(lab.PrivateInterface, name, 443);

    private async Task<string> List(params string[] domains)
    {
        var made = await resolver.Call("CreateFirewallDomainList", new() { ["Name"] = "names", ["CreatorRequestId"] = "once" });
        var id = (string)made["FirewallDomainList"]!["Id"]!;
        await resolver.Call("UpdateFirewallDomains", new()
        {
            ["FirewallDomainListId"] = id,
            ["Operation"] = "ADD",
            ["Domains"] = new JsonArray([.. domains.Select(domain => JsonValue.Create(domain))]),
        });
        return id;
    }

    private async Task<string> Group()
    {
        var made = await resolver.Call("CreateFirewallRuleGroup", new() { ["Name"] = "group", ["CreatorRequestId"] = "once" });
        return (string)made["FirewallRuleGroup"]!["Id"]!;
    }

    private static JsonObject Rule(string group, string list, int priority, string action, string? response = null)
    {
        JsonObject rule = new()
        {
            ["CreatorRequestId"] = "once", ["FirewallRuleGroupId"] = group, ["FirewallDomainListId"] = list, ["Priority"] = priority,
            ["Action"] = action, ["Name"] = $"{action}-{priority}",
        };
        if (response is not null)
            rule["BlockResponse"] = response;
        return rule;
    }

    private async Task<string> Associate(string group, int priority = 200)
    {
        var made = await resolver.Call("AssociateFirewallRuleGroup", new()
        {
            ["CreatorRequestId"] = "once", ["FirewallRuleGroupId"] = group, ["VpcId"] = lab.VpcId, ["Priority"] = priority, ["Name"] = "it",
        });
        return (string)made["FirewallRuleGroupAssociation"]!["Id"]!;
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("*.amazonaws.com", true)]
    [InlineData(Name + ".", true)]
    [InlineData("S3.us-east-1.amazonaws.com", false)]
    [InlineData("*.lab-bucket.s3.us-east-1.amazonaws.com", false)]
    public async Task A_domain_means_itself_or_what_lies_under_it(string domain, bool isBlocked)
    {
        var group = await Group();
        await resolver.Call("CreateFirewallRule", Rule(group, await List(domain), 1, "BLOCK", "NXDOMAIN"));
        Assert.True((await Ask()).IsReachable);
        var association = await Associate(group);
        Assert.Equal(
            isBlocked ? $"{association}: rule BLOCK-1 of {group} blocks {Name} (NXDOMAIN)" : null, (await Ask()).StoppedBy);
        Assert.NotNull((await lab.Connect(LabNetwork.Home, Name, 443)).Address);
    }

    [Fact]
    public async Task The_first_rule_decides_by_the_priorities_of_associations_and_then_of_rules()
    {
        var (everything, s3) = (await List("*"), await List("*.amazonaws.com"));
        var (walled, open) = (await Group(), await Group());
        await resolver.Call("CreateFirewallRule", Rule(walled, everything, 20, "BLOCK", "NODATA"));
        var association = await Associate(walled, priority: 300);
        Assert.False((await Ask()).IsReachable);
        await resolver.Call("CreateFirewallRule", Rule(walled, s3, 10, "ALLOW"));
        Assert.True((await Ask()).IsReachable);
        await resolver.Call(
            "UpdateFirewallRule", new() { ["FirewallRuleGroupId"] = walled, ["FirewallDomainListId"] = s3, ["Priority"] = 30 });
        Assert.False((await Ask()).IsReachable);
        await resolver.Call("CreateFirewallRule", Rule(open, everything, 1, "ALERT"));
        var first = await Associate(open, priority: 200);
        Assert.True((await Ask()).IsReachable);
        await resolver.Call("DisassociateFirewallRuleGroup", new() { ["FirewallRuleGroupAssociationId"] = first });
        Assert.StartsWith(association, (await Ask()).StoppedBy);
    }

    [Fact]
    public async Task A_blocked_name_may_be_answered_with_another()
    {
        var group = await Group();
        var rule = Rule(group, await List(Name), 1, "BLOCK", "OVERRIDE");
        (rule["BlockOverrideDomain"], rule["BlockOverrideDnsType"], rule["BlockOverrideTtl"]) = ("wall.example.com", "CNAME", 60);
        await resolver.Call("CreateFirewallRule", rule);
        await Associate(group);
        Assert.Equal((await Ask("wall.example.com")).Address, (await Ask()).Address);
    }

    [Fact]
    public async Task Names_that_the_asked_one_stands_for_are_asked_about_too_unless_it_is_trusted()
    {
        RawRoute53 route53 = new(lab.Http);
        await lab.Ec2.ModifyVpcAttributeAsync(new() { VpcId = lab.VpcId, EnableDnsHostnames = true }, Cancel);
        var zone = await route53.CreateZone("corp.example", lab.VpcId);
        await route53.ChangeRecords(zone, Change("CREATE", "store.corp.example", "CNAME", Values(LabNetwork.S3Name)));
        var (group, own) = (await Group(), await List("*.corp.example"));
        await resolver.Call("CreateFirewallRule", Rule(group, own, 1, "ALLOW"));
        await resolver.Call("CreateFirewallRule", Rule(group, await List("*"), 2, "BLOCK", "NXDOMAIN"));
        var association = await Associate(group);
        Assert.Equal(
            $"{association}: rule BLOCK-2 of {group} blocks {LabNetwork.S3Name} (NXDOMAIN)", (await Ask("store.corp.example")).StoppedBy);
        await resolver.Call("UpdateFirewallRule", new()
        {
            ["FirewallRuleGroupId"] = group, ["FirewallDomainListId"] = own,
            ["FirewallDomainRedirectionAction"] = "TRUST_REDIRECTION_DOMAIN",
        });
        Assert.True((await Ask("store.corp.example")).IsReachable);
    }

    [Fact]
    public async Task A_rule_may_be_about_one_type_of_records()
    {
        var group = await Group();
        var rule = Rule(group, await List("*"), 1, "BLOCK", "NXDOMAIN");
        rule["Qtype"] = "AAAA";
        await resolver.Call("CreateFirewallRule", rule);
        await Associate(group);
        Assert.True((await Ask($"{LabNetwork.Bucket}.s3.dualstack.us-east-1.amazonaws.com")).IsReachable);
    }

    [Fact]
    public async Task A_server_of_one_s_own_is_not_behind_it()
    {
        var group = await Group();
        await resolver.Call("CreateFirewallRule", Rule(group, await List("*"), 1, "BLOCK", "NXDOMAIN"));
        await Associate(group);
        var options = await lab.Ec2.CreateDhcpOptionsAsync(
            new() { DhcpConfigurations = [new() { Key = "domain-name-servers", Values = ["198.51.100.53"] }] }, Cancel);
        await lab.Ec2.AssociateDhcpOptionsAsync(new() { DhcpOptionsId = options.DhcpOptions.DhcpOptionsId, VpcId = lab.VpcId }, Cancel);
        Assert.True((await lab.Connect(lab.PublicInterface, Name, 443)).IsReachable);
    }

    [Fact]
    public async Task Everything_is_told_as_it_was_put()
    {
        var (group, list) = (await Group(), await List("b.example", "a.example"));
        await resolver.Call("CreateFirewallRule", Rule(group, list, 1, "BLOCK", "NODATA"));
        var association = await Associate(group);
        var domains = await resolver.Call("ListFirewallDomains", new() { ["FirewallDomainListId"] = list, ["MaxResults"] = 1 });
        Assert.Equal(("a.example.", "1"), ((string)domains["Domains"]![0]!, (string)domains["NextToken"]!));
        domains = await resolver.Call("ListFirewallDomains", new() { ["FirewallDomainListId"] = list, ["NextToken"] = "1" });
        Assert.Equal(("b.example.", null), ((string)domains["Domains"]![0]!, domains["NextToken"]));
        var told = await resolver.Call("GetFirewallDomainList", new() { ["FirewallDomainListId"] = list });
        Assert.Equal((2, "COMPLETE"), ((int)told["FirewallDomainList"]!["DomainCount"]!, (string)told["FirewallDomainList"]!["Status"]!));
        var rules = await resolver.Call("ListFirewallRules", new() { ["FirewallRuleGroupId"] = group });
        Assert.Equal("NODATA", (string)rules["FirewallRules"]![0]!["BlockResponse"]!);
        var ofVpc = await resolver.Call("ListFirewallRuleGroupAssociations", new() { ["VpcId"] = lab.VpcId });
        Assert.Equal(association, (string)ofVpc["FirewallRuleGroupAssociations"]![0]!["Id"]!);
        Assert.Single((await resolver.Call("ListFirewallRuleGroups", []))["FirewallRuleGroups"]!.AsArray());
        Assert.Single((await resolver.Call("ListFirewallDomainLists", []))["FirewallDomainLists"]!.AsArray());
    }

    [Fact]
    public async Task What_can_t_be_is_refused()
    {
        var (group, list) = (await Group(), await List("a.example"));
        await resolver.Refused("ValidationException", "CreateFirewallRule", Rule(group, list, 1, "BLOCK"));
        await resolver.Refused("ValidationException", "CreateFirewallRule", Rule(group, list, 1, "ALLOW", "NODATA"));
        await resolver.Refused("ValidationException", "CreateFirewallRule", Rule(group, list, 1, "BLOCK", "OVERRIDE"));
        await resolver.Refused("ValidationException", "CreateFirewallRule", Rule(group, list, 1, "FORBID"));
        await resolver.Call("CreateFirewallRule", Rule(group, list, 1, "ALLOW"));
        await resolver.Refused("ValidationException", "CreateFirewallRule", Rule(group, list, 2, "ALLOW"));
        await resolver.Refused("ValidationException", "CreateFirewallRule", Rule(group, await List("b.example"), 1, "ALLOW"));
        await resolver.Refused("ConflictException", "DeleteFirewallDomainList", new() { ["FirewallDomainListId"] = list });
        await Associate(group);
        await resolver.Refused("ConflictException", "DeleteFirewallRuleGroup", new() { ["FirewallRuleGroupId"] = group });
        await resolver.Refused("ResourceNotFoundException", "GetFirewallRuleGroup", new() { ["FirewallRuleGroupId"] = "rslvr-frg-0" });
        await resolver.Refused("ValidationException", "GetFirewallRuleGroup", []);
        await resolver.Refused("InvalidNextTokenException", "ListFirewallRuleGroups", new() { ["NextToken"] = "here" });
        await resolver.Refused("ValidationException", "ListFirewallRuleGroups", new() { ["MaxResults"] = 101 });
        await resolver.Refused(
            "ValidationException", "UpdateFirewallDomains", new() { ["FirewallDomainListId"] = list, ["Domains"] = new JsonArray("c") });
        var timed = Rule(group, await List("d.example"), 5, "BLOCK", "OVERRIDE");
        (timed["BlockOverrideDomain"], timed["BlockOverrideTtl"]) = ("x.example", -1);
        await resolver.Refused("ValidationException", "CreateFirewallRule", timed);
        await resolver.Refused("UnknownOperationException", "CreateResolverEndpoint", []);
        var (_, answer) = await resolver.Send("GetFirewallRuleGroup", """{"FirewallRuleGroupId":1}""");
        Assert.Equal("SerializationException", (string)answer["__type"]!);
    }
}
