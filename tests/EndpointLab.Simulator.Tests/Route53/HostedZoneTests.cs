using Amazon.EC2;
using static EndpointLab.Simulator.Tests.Route53.RawRoute53;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Route53;

public sealed class HostedZoneTests : IAsyncLifetime
{
    private readonly HttpClient http;
    private readonly RawRoute53 route53;
    private readonly AmazonEC2Client ec2;
    private string vpc = "", other = "";

    public HostedZoneTests()
    {
        Cloud cloud = new(new() { Lifecycle = Lifecycle.Instant });
        (http, ec2) = (new(new CloudHandler(cloud)), cloud.Ec2Client());
        route53 = new(http);
    }

    public async ValueTask InitializeAsync()
    {
        vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        other = (await ec2.CreateVpcAsync(new("10.1.0.0/16"), Cancel)).Vpc.VpcId;
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_zone_is_made_with_its_vpc_and_the_records_that_every_zone_has()
    {
        var created = await route53.Send("POST", "hostedzone", 201, Zone("Corp.Example", vpc, "once"));
        var change = created.Element("ChangeInfo")!.Element("Id")!.Value;
        var id = created.Element("HostedZone")!.Element("Id")!.Value;
        var told = await route53.Send("GET", id[1..]);
        Assert.Equal("corp.example.", told.Element("HostedZone")!.Element("Name")!.Value);
        Assert.Equal(("ours", "true"), (
            told.Descendants("Comment").Single().Value, told.Descendants("PrivateZone").Single().Value));
        Assert.Equal(vpc, told.Element("VPCs")!.Descendants("VPCId").Single().Value);
        Assert.Equal("INSYNC", (await route53.Send("GET", change[1..])).Descendants("Status").Single().Value);
        var records = await route53.Send("GET", id[1..] + "/rrset");
        Assert.Equal(["NS", "SOA"], records.Descendants("Type").Select(type => type.Value));
        Assert.Contains(id, (await route53.Send("GET", "hostedzone")).Descendants("Id").Select(one => one.Value));
        var ofVpc = await route53.Send("GET", $"hostedzonesbyvpc?vpcid={vpc}&vpcregion=us-east-1");
        Assert.Equal(id, "/hostedzone/" + ofVpc.Descendants("HostedZoneId").Single().Value);
        await route53.Send("DELETE", id[1..]);
        await route53.Refused("NoSuchHostedZone", 404, "GET", id[1..]);
    }

    [Fact]
    public async Task What_is_no_new_zone_is_refused()
    {
        await route53.Send("POST", "hostedzone", 201, Zone("corp.example", vpc, "once"));
        await route53.Refused("HostedZoneAlreadyExists", 409, "POST", "hostedzone", Zone("elsewhere.example", vpc, "once"));
        await route53.Refused("ConflictingDomainExists", 400, "POST", "hostedzone", Zone("corp.example.", vpc));
        await route53.Refused("InvalidVPCId", 400, "POST", "hostedzone", Zone("other.example", "vpc-0123456789abcdef0"));
        await route53.Refused("InvalidDomainName", 400, "POST", "hostedzone", Zone("no good.example", vpc));
        await route53.Refused("MalformedInput", 400, "POST", "hostedzone", "<CreateHostedZoneRequest>");
        await route53.Refused("NoSuchHostedZone", 404, "DELETE", "hostedzone/Z123");
        await route53.Refused("NoSuchChange", 404, "GET", "change/C123");
        await route53.Refused("UnknownOperationException", 404, "GET", "healthcheck");
    }

    [Fact]
    public async Task Vpcs_come_and_go_but_the_last_one()
    {
        var zone = await route53.CreateZone("corp.example", vpc);
        await route53.Send("POST", $"hostedzone/{zone}/associatevpc", 200, Associate("Associate", other));
        var told = await route53.Send("GET", $"hostedzone/{zone}");
        Assert.Equal([vpc, other], told.Descendants("VPCId").Select(one => one.Value));
        await route53.Refused("ConflictingDomainExists", 400, "POST", $"hostedzone/{zone}/associatevpc", Associate("Associate", other));
        await route53.Send("POST", $"hostedzone/{zone}/disassociatevpc", 200, Associate("Disassociate", vpc));
        await route53.Refused("VPCAssociationNotFound", 404, "POST", $"hostedzone/{zone}/disassociatevpc", Associate("Disassociate", vpc));
        await route53.Refused("LastVPCAssociation", 400, "POST", $"hostedzone/{zone}/disassociatevpc", Associate("Disassociate", other));

        static string Associate(string verb, string id) =>
            verb is "Associate"
                ? $"<AssociateVPCWithHostedZoneRequest>{Vpc(id)}</AssociateVPCWithHostedZoneRequest>"
                : $"<DisassociateVPCFromHostedZoneRequest>{Vpc(id)}</DisassociateVPCFromHostedZoneRequest>";
    }

    [Fact]
    public async Task Records_are_changed_all_together_or_not_at_all()
    {
        var zone = await route53.CreateZone("corp.example", vpc);
        var path = $"hostedzone/{zone}/rrset";
        await route53.ChangeRecords(
            zone,
            Change("CREATE", "db.corp.example", "A", Values("10.0.0.5")),
            Change("UPSERT", "*.corp.example", "CNAME", Values("db.corp.example")));
        var page = await route53.Send("GET", $"{path}?name=%5C052.corp.example&type=CNAME&maxitems=1");
        Assert.Equal((@"\052.corp.example.", "db.corp.example"), (
            page.Descendants("Name").Single().Value, page.Descendants("Value").Single().Value));
        Assert.Equal(("true", "db.corp.example."), (
            page.Element("IsTruncated")!.Value, page.Element("NextRecordName")!.Value));
        var refusal = await route53.Refused("InvalidChangeBatch", 400, "POST", path, Batch(
            Change("CREATE", "new.corp.example", "A", Values("10.0.0.6")),
            Change("CREATE", "db.corp.example", "A", Values("10.0.0.7")),
            Change("DELETE", "none.corp.example", "A", Values("10.0.0.8")),
            Change("DELETE", "db.corp.example", "A", Values("10.0.0.9"))));
        Assert.Equal(
            "[Tried to create resource record set [name='db.corp.example.', type='A'] but it already exists, "
                + "Tried to delete resource record set [name='none.corp.example.', type='A'] but it was not found, "
                + "Tried to delete resource record set [name='db.corp.example.', type='A'] "
                + "but the values provided do not match the current values]",
            refusal);
        Assert.Equal("10.0.0.5", (await route53.Send("GET", path)).Descendants("ResourceRecordSet")
            .Single(one => one.Element("Type")!.Value is "A").Descendants("Value").Single().Value);
        await route53.Refused("HostedZoneNotEmpty", 400, "DELETE", $"hostedzone/{zone}");
    }

    [Theory]
    [InlineData("elsewhere.example", "A", "10.0.0.5", "is not permitted in zone corp.example.")]
    [InlineData("corp.example", "CNAME", "x.example", "is not permitted at apex")]
    [InlineData("taken.corp.example", "CNAME", "x.example", "conflicts with other records")]
    [InlineData("db.corp.example", "A", "fd00::1", "no value of a record of type A")]
    public async Task A_record_that_can_t_be_is_refused(string name, string type, string value, string words)
    {
        var zone = await route53.CreateZone("corp.example", vpc);
        await route53.ChangeRecords(zone, Change("CREATE", "taken.corp.example", "A", Values("10.0.0.5")));
        var refusal = await route53.Refused(
            "InvalidChangeBatch", 400, "POST", $"hostedzone/{zone}/rrset", Batch(Change("CREATE", name, type, Values(value))));
        Assert.Contains(words, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_are_added_and_taken_away()
    {
        var zone = await route53.CreateZone("corp.example", vpc);
        await route53.Send("POST", $"tags/hostedzone/{zone}", 200,
            "<ChangeTagsForResourceRequest><AddTags><Tag><Key>a</Key><Value>1</Value></Tag>"
                + "<Tag><Key>b</Key><Value>2</Value></Tag></AddTags></ChangeTagsForResourceRequest>");
        await route53.Send("POST", $"tags/hostedzone/{zone}", 200,
            "<ChangeTagsForResourceRequest><RemoveTagKeys><Key>a</Key></RemoveTagKeys></ChangeTagsForResourceRequest>");
        Assert.Equal("b", (await route53.Send("GET", $"tags/hostedzone/{zone}")).Descendants("Key").Single().Value);
    }

    [Fact]
    public async Task Another_account_sees_no_zone()
    {
        var zone = await route53.CreateZone("corp.example", vpc);
        await route53.Send("GET", $"hostedzone/{zone}", 404, account: "210987654321");
        Assert.Empty((await route53.Send("GET", "hostedzone", account: "210987654321")).Descendants("HostedZone"));
    }
}
