using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Simulator.Tests.Route53;
using static EndpointLab.Simulator.Tests.Route53.RawRoute53;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.DataPlane;

public sealed class PrivateZoneTests : IAsyncLifetime
{
    private LabNetwork lab = null!;
    private RawRoute53 route53 = null!;

    public async ValueTask InitializeAsync()
    {
        lab = await LabNetwork.Build();
        route53 = new(lab.Http);
        await lab.Ec2.ModifyVpcAttributeAsync(new() { VpcId = lab.VpcId, EnableDnsHostnames = true }, Cancel);
    }

    public ValueTask DisposeAsync()
    {
        lab.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Connected> Ask(string name) => await lab.Connect(lab.PublicInterface, name, 22);

    private async Task<VpcEndpoint> AddInterfaceEndpoint(string service) => (await lab.Ec2.CreateVpcEndpointAsync(
        new()
        {
            VpcId = lab.VpcId,
            VpcEndpointType = VpcEndpointType.Interface,
            ServiceName = $"com.amazonaws.us-east-1.{service}",
            SubnetIds = [lab.Private.SubnetId],
            PrivateDnsEnabled = true,
        },
        Cancel)).VpcEndpoint;

    [Fact]
    public async Task A_zone_hides_public_names_under_its_own_in_its_vpc_only()
    {
        var zone = await route53.CreateZone("s3.us-east-1.amazonaws.com", lab.VpcId);
        var name = $"{LabNetwork.Bucket}.{LabNetwork.S3Name}";
        Assert.Equal(
            $"{zone} decides s3.us-east-1.amazonaws.com in {lab.VpcId}, and has no A record of {name}", (await Ask(name)).StoppedBy);
        Assert.NotNull((await lab.Connect(LabNetwork.Home, name, 443)).Address);
        Assert.NotNull((await Ask("s3.eu-west-1.amazonaws.com")).Address);
        await route53.ChangeRecords(zone, Change("CREATE", $"*.{LabNetwork.S3Name}", "A", Values(lab.Private.PrivateIpAddress)));
        Assert.Equal(lab.Private.PrivateIpAddress, (await Ask(name)).Address);
        Assert.Null((await Ask(LabNetwork.S3Name)).Address);
    }

    [Fact]
    public async Task A_zone_counts_only_where_the_vpc_has_names_at_all()
    {
        await route53.CreateZone("amazonaws.com", lab.VpcId);
        Assert.Null((await Ask(LabNetwork.S3Name)).Address);
        await lab.Ec2.ModifyVpcAttributeAsync(new() { VpcId = lab.VpcId, EnableDnsHostnames = false }, Cancel);
        Assert.NotNull((await Ask(LabNetwork.S3Name)).Address);
    }

    [Fact]
    public async Task The_most_specific_zone_decides_alone()
    {
        var wide = await route53.CreateZone("example.com", lab.VpcId);
        await route53.ChangeRecords(wide, Change("CREATE", "db.corp.example.com", "A", Values("10.0.2.9")));
        Assert.Equal("10.0.2.9", (await Ask("db.corp.example.com")).Address);
        var narrow = await route53.CreateZone("corp.example.com", lab.VpcId);
        Assert.StartsWith($"{narrow} decides corp.example.com", (await Ask("db.corp.example.com")).StoppedBy);
        Assert.NotNull((await Ask("db.notcorp.example.org")).Address);
    }

    [Fact]
    public async Task A_name_may_stand_for_another()
    {
        var zone = await route53.CreateZone("corp.example", lab.VpcId);
        await route53.ChangeRecords(
            zone,
            Change("CREATE", "store.corp.example", "CNAME", Values(LabNetwork.S3Name + ".")),
            Change("CREATE", "circle.corp.example", "CNAME", Values("circle.corp.example")),
            Change("CREATE", "alias.corp.example", "A", $"<AliasTarget><HostedZoneId>{zone}</HostedZoneId>"
                + "<DNSName>host.corp.example</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>"),
            Change("CREATE", "host.corp.example", "A", Values("10.0.2.9")));
        Assert.Equal((await Ask(LabNetwork.S3Name)).Address, (await Ask("store.corp.example")).Address);
        Assert.Equal("10.0.2.9", (await Ask("alias.corp.example")).Address);
        Assert.Contains("each of which stands for the next", (await Ask("circle.corp.example")).StoppedBy);
    }

    [Fact]
    public async Task Records_lead_to_an_endpoint()
    {
        var endpoint = await AddInterfaceEndpoint("sqs");
        var name = endpoint.DnsEntries[0];
        var zone = await route53.CreateZone("corp.example", lab.VpcId);
        await route53.ChangeRecords(zone, Change("CREATE", "queue.corp.example", "A", $"<AliasTarget><HostedZoneId>{name.HostedZoneId}"
            + $"</HostedZoneId><DNSName>{name.DnsName}</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>"));
        Assert.Equal((await Ask("sqs.us-east-1.amazonaws.com")).Address, (await Ask("queue.corp.example")).Address);
    }

    [Fact]
    public async Task An_endpoint_s_own_domain_is_a_zone_among_the_others()
    {
        var endpoint = (await AddInterfaceEndpoint("sqs")).VpcEndpointId;
        await route53.CreateZone("us-east-1.amazonaws.com", lab.VpcId);
        Assert.StartsWith("10.0.2.", (await Ask("sqs.us-east-1.amazonaws.com")).Address);
        Assert.Equal(
            $"{endpoint} has sqs.us-east-1.amazonaws.com for its own in {lab.VpcId}, without x.sqs.us-east-1.amazonaws.com",
            (await Ask("x.sqs.us-east-1.amazonaws.com")).StoppedBy);
        await route53.Refused("ConflictingDomainExists", 400, "POST", "hostedzone", Zone("sqs.us-east-1.amazonaws.com", lab.VpcId));
        await route53.CreateZone("kms.us-east-1.amazonaws.com", lab.VpcId);
        Assert.Contains(
            "conflicting DNS domain for kms.us-east-1.amazonaws.com", await Refused("InvalidParameter", AddInterfaceEndpoint("kms")));
    }

    [Fact]
    public async Task A_server_of_one_s_own_knows_no_zone()
    {
        await route53.CreateZone("amazonaws.com", lab.VpcId);
        var options = await lab.Ec2.CreateDhcpOptionsAsync(
            new() { DhcpConfigurations = [new() { Key = "domain-name-servers", Values = ["198.51.100.53"] }] }, Cancel);
        await lab.Ec2.AssociateDhcpOptionsAsync(new() { DhcpOptionsId = options.DhcpOptions.DhcpOptionsId, VpcId = lab.VpcId }, Cancel);
        Assert.NotNull((await Ask(LabNetwork.S3Name)).Address);
    }
}
