using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

/// <summary>Peering connections, their states, and who may do what to them.</summary>
public sealed class VpcPeeringTests : IDisposable
{
    private const string Mine = "123456789012", Theirs = "111122223333";

    private readonly FakeTime time = new();
    private readonly AmazonEC2Client ec2, elsewhere, their;

    public VpcPeeringTests()
    {
        Cloud cloud = new(new() { Lifecycle = Lifecycle.Instant, Time = time });
        ec2 = cloud.Ec2Client();
        elsewhere = cloud.Ec2Client("eu-west-1");
        their = cloud.Ec2Client(accessKey: Theirs);
    }

    public void Dispose()
    {
        ec2.Dispose();
        elsewhere.Dispose();
        their.Dispose();
    }

    [Fact]
    public async Task A_connection_within_an_account_is_requested_accepted_and_deleted()
    {
        var (one, two) = (await Vpc(ec2, "10.1.0.0/16"), await Vpc(ec2, "10.2.0.0/16"));
        var requested = await Request(one, two, tags: [Tagged("vpc-peering-connection", "a", "b")]);
        Assert.Equal(
            (VpcPeeringConnectionStateReasonCode.InitiatingRequest, $"Initiating Request to {Mine}"),
            (requested.Status.Code, requested.Status.Message));
        var id = requested.VpcPeeringConnectionId;
        var pending = await Only(ec2, By("status-code", "pending-acceptance"), By("tag:a", "b"));
        Assert.Equal((id, $"Pending Acceptance by {Mine}"), (pending.VpcPeeringConnectionId, pending.Status.Message));
        Assert.Equal((Mine, "us-east-1", two), Identity(pending.AccepterVpcInfo));
        Assert.Equal((Mine, "us-east-1", one), Identity(pending.RequesterVpcInfo));
        Assert.Null(pending.AccepterVpcInfo.CidrBlock);
        Assert.Equal("10.1.0.0/16", pending.RequesterVpcInfo.CidrBlock);
        Assert.Equal(time.GetUtcNow().AddDays(7).UtcDateTime, pending.ExpirationTime);
        Assert.Equal("provisioning", (await Accept(ec2, id)).Status.Code);
        var active = await Only(ec2, By("accepter-vpc-info.cidr-block", "10.2.0.0/16"), By("requester-vpc-info.vpc-id", one));
        Assert.Equal(("active", "Active"), (active.Status.Code.Value, active.Status.Message));
        Assert.Null(active.ExpirationTime);
        Assert.Contains("from active to provisioning", await Refused("InvalidStateTransition", Accept(ec2, id)));
        await Refused("VpcPeeringConnectionAlreadyExists", Request(two, one));
        await Delete(ec2, id);
        Assert.Equal($"Deleted by {Mine}", (await Only(ec2)).Status.Message);
        Assert.Equal(
            $"Invalid state transition for {id}, attempted to transition from deleted to deleting",
            await Refused("InvalidStateTransition", Delete(ec2, id)));
        time.Advance(TimeSpan.FromHours(3));
        await Refused("InvalidVpcPeeringConnectionID.NotFound", ec2.DescribeVpcPeeringConnectionsAsync(
            new() { VpcPeeringConnectionIds = [id] }, Cancel));
        await Refused("InvalidVpcPeeringConnectionId.Malformed", Accept(ec2, "pcx-1"));
    }

    [Fact]
    public async Task Overlapping_blocks_and_unknown_peers_fail()
    {
        var one = await Vpc(ec2, "10.1.0.0/16");
        var overlapping = await Vpc(their, "10.1.128.0/20");
        await Request(one, overlapping, owner: Theirs);
        var failed = await Only(ec2);
        Assert.Equal(
            ("failed", "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range"),
            (failed.Status.Code.Value, failed.Status.Message));
        Assert.Empty((await their.DescribeVpcPeeringConnectionsAsync(new(), Cancel)).VpcPeeringConnections ?? []);
        Assert.Contains("from failed to deleting", await Refused(
            "InvalidStateTransition", Delete(ec2, failed.VpcPeeringConnectionId)));
        time.Advance(TimeSpan.FromHours(3));
        await Request(one, "vpc-0123456789abcdef0", owner: "444455556666");
        Assert.Equal("failed", (await Only(ec2)).Status.Code.Value);
        await Refused("InvalidVpcID.NotFound", Request(one, "vpc-0123456789abcdef0"));
        await Refused("InvalidParameterValue", Request(one, overlapping, region: "xx-east-1"));
    }

    [Fact]
    public async Task Another_account_accepts_or_rejects_and_has_tags_of_its_own()
    {
        var (one, two) = (await Vpc(ec2, "10.1.0.0/16"), await Vpc(their, "10.2.0.0/16"));
        var id = (await Request(one, two, owner: Theirs)).VpcPeeringConnectionId;
        Assert.Equal($"User ({Mine}) cannot accept peering {id}", await Refused("OperationNotPermitted", Accept(ec2, id)));
        Assert.Equal($"User ({Theirs}) cannot delete peering {id}", await Refused("OperationNotPermitted", Delete(their, id)));
        await their.CreateTagsAsync(new() { Resources = [id], Tags = [new("a", "b")] }, Cancel);
        Assert.Equal("b", (await Only(their)).Tags.Single().Value);
        Assert.Empty((await Only(ec2)).Tags ?? []);
        await their.RejectVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel);
        Assert.Equal("rejected", (await Only(ec2)).Status.Code.Value);
        time.Advance(TimeSpan.FromHours(3));
        Assert.Empty((await their.DescribeVpcPeeringConnectionsAsync(new(), Cancel)).VpcPeeringConnections ?? []);
        Assert.Equal("rejected", (await Only(ec2)).Status.Code.Value);
        time.Advance(TimeSpan.FromDays(2));
        Assert.Empty((await ec2.DescribeVpcPeeringConnectionsAsync(new(), Cancel)).VpcPeeringConnections ?? []);
    }

    [Fact]
    public async Task Nobody_decides_for_a_week_and_the_request_expires()
    {
        var (one, two) = (await Vpc(ec2, "10.1.0.0/16"), await Vpc(their, "10.2.0.0/16"));
        var id = (await Request(one, two, owner: Theirs)).VpcPeeringConnectionId;
        time.Advance(TimeSpan.FromDays(7.5));
        Assert.Equal(("expired", "Expired"), ((await Only(their)).Status.Code.Value, (await Only(ec2)).Status.Message));
        Assert.Contains("from expired to provisioning", await Refused("InvalidStateTransition", Accept(their, id)));
        time.Advance(TimeSpan.FromDays(2));
        Assert.Empty((await ec2.DescribeVpcPeeringConnectionsAsync(new(), Cancel)).VpcPeeringConnections ?? []);
    }

    [Fact]
    public async Task An_accepted_connection_does_not_expire()
    {
        var (one, two) = (await Vpc(ec2, "10.1.0.0/16"), await Vpc(ec2, "10.2.0.0/16"));
        await Accept(ec2, (await Request(one, two)).VpcPeeringConnectionId);
        time.Advance(TimeSpan.FromDays(30));
        Assert.Equal("active", (await Only(ec2)).Status.Code.Value);
    }

    [Fact]
    public async Task A_connection_between_Regions_is_accepted_where_the_accepter_is()
    {
        var (one, two) = (await Vpc(ec2, "10.1.0.0/16"), await Vpc(elsewhere, "10.2.0.0/16"));
        var id = (await Request(one, two, region: "eu-west-1")).VpcPeeringConnectionId;
        Assert.Equal(
            $"Incorrect region (us-east-1) specified for this request. VPC peering connection {id} must be accepted in region eu-west-1",
            await Refused("OperationNotPermitted", Accept(ec2, id)));
        await Accept(elsewhere, id);
        await Delete(ec2, id);
        Assert.Equal("deleted", (await Only(elsewhere)).Status.Code.Value);
    }

    [Fact]
    public async Task A_route_is_a_black_hole_before_and_after_the_connection_is_active()
    {
        var (one, two) = (await Vpc(ec2, "10.1.0.0/16"), await Vpc(ec2, "10.2.0.0/16"));
        var id = (await Request(one, two)).VpcPeeringConnectionId;
        var table = await MainTable(one);
        CreateRouteRequest route = new()
        {
            RouteTableId = table,
            DestinationCidrBlock = "10.2.0.0/16",
            VpcPeeringConnectionId = id,
        };
        await ec2.CreateRouteAsync(route, Cancel);
        Assert.Equal((id, RouteState.Blackhole), await Target());
        await Accept(ec2, id);
        Assert.Equal((id, RouteState.Active), await Target());
        route.RouteTableId = await MainTable((await ec2.DescribeVpcsAsync(new() { Filters = [By("is-default", "true")] }, Cancel))
            .Vpcs.Single().VpcId);
        await Refused("InvalidParameterValue", ec2.CreateRouteAsync(route, Cancel));
        await Delete(ec2, id);
        Assert.Equal((id, RouteState.Blackhole), await Target());
        await Refused("InvalidVpcPeeringConnectionID.NotFound", ec2.ReplaceRouteAsync(
            new() { RouteTableId = table, DestinationCidrBlock = "10.2.0.0/16", VpcPeeringConnectionId = id }, Cancel));

        async Task<(string, RouteState)> Target()
        {
            DescribeRouteTablesRequest request = new() { Filters = [By("route.vpc-peering-connection-id", id)] };
            var found = (await ec2.DescribeRouteTablesAsync(request, Cancel)).RouteTables.Single().Routes
                .Single(one => one.DestinationCidrBlock == "10.2.0.0/16");
            Assert.Null(found.GatewayId);
            return (found.VpcPeeringConnectionId, found.State);
        }
    }

    [Fact]
    public async Task A_peered_vpc_stays_and_a_request_goes_with_its_requester()
    {
        var (one, two) = (await Vpc(ec2, "10.1.0.0/16"), await Vpc(their, "10.2.0.0/16"));
        var id = (await Request(one, two, owner: Theirs)).VpcPeeringConnectionId;
        await Refused("DependencyViolation", their.DeleteVpcAsync(new(two), Cancel));
        await Accept(their, id);
        await Refused("DependencyViolation", ec2.DeleteVpcAsync(new(one), Cancel));
        await Delete(their, id);
        await Request(one, two, owner: Theirs);
        await ec2.DeleteVpcAsync(new(one), Cancel);
        Assert.All((await Describe(their)).VpcPeeringConnections, each => Assert.Equal("deleted", each.Status.Code.Value));
        await their.DeleteVpcAsync(new(two), Cancel);
    }

    [Fact]
    public async Task Each_side_sets_its_own_options_of_an_active_connection()
    {
        var (one, two) = (await Vpc(ec2, "10.1.0.0/16"), await Vpc(their, "10.2.0.0/16"));
        var id = (await Request(one, two, owner: Theirs)).VpcPeeringConnectionId;
        ModifyVpcPeeringConnectionOptionsRequest request = new()
        {
            VpcPeeringConnectionId = id,
            RequesterPeeringConnectionOptions = new() { AllowDnsResolutionFromRemoteVpc = true },
        };
        Assert.Equal(
            $"Peering {id} is not active. Peering options can be added only to active peerings.",
            await Refused("OperationNotPermitted", ec2.ModifyVpcPeeringConnectionOptionsAsync(request, Cancel)));
        await Accept(their, id);
        var changed = await ec2.ModifyVpcPeeringConnectionOptionsAsync(request, Cancel);
        Assert.True(changed.RequesterPeeringConnectionOptions.AllowDnsResolutionFromRemoteVpc);
        Assert.Null(changed.AccepterPeeringConnectionOptions);
        var seen = await Only(their);
        Assert.True(seen.RequesterVpcInfo.PeeringOptions.AllowDnsResolutionFromRemoteVpc);
        Assert.False(seen.AccepterVpcInfo.PeeringOptions.AllowDnsResolutionFromRemoteVpc);
        await Refused("OperationNotPermitted", their.ModifyVpcPeeringConnectionOptionsAsync(request, Cancel));
        await Refused("MissingParameter", ec2.ModifyVpcPeeringConnectionOptionsAsync(new() { VpcPeeringConnectionId = id }, Cancel));
    }

    [Fact]
    public async Task A_rule_references_a_group_of_a_peer_of_any_account_in_the_Region()
    {
        var (one, two) = (await Vpc(ec2, "10.1.0.0/16"), await Vpc(their, "10.2.0.0/16"));
        var own = (await ec2.CreateSecurityGroupAsync(new("own", "own") { VpcId = one }, Cancel)).GroupId;
        var group = (await their.CreateSecurityGroupAsync(new("their", "their") { VpcId = two }, Cancel)).GroupId;
        await Refused("InvalidGroup.NotFound", Admit());
        var id = (await Request(one, two, owner: Theirs)).VpcPeeringConnectionId;
        await Accept(their, id);
        await Admit();
        var pair = (await ec2.DescribeSecurityGroupsAsync(new() { GroupIds = [own] }, Cancel)).SecurityGroups.Single()
            .IpPermissions.Single().UserIdGroupPairs.Single();
        Assert.Equal(
            (Theirs, group, two, id, "active"),
            (pair.UserId, pair.GroupId, pair.VpcId, pair.VpcPeeringConnectionId, pair.PeeringStatus));
        await their.DeleteSecurityGroupAsync(new() { GroupId = group }, Cancel);
        var rule = (await ec2.DescribeSecurityGroupRulesAsync(new() { Filters = [By("group-id", own)] }, Cancel)).SecurityGroupRules
            .Single(rule => rule.IsEgress == false);
        Assert.Equal((group, Theirs, two), (
            rule.ReferencedGroupInfo.GroupId, rule.ReferencedGroupInfo.UserId, rule.ReferencedGroupInfo.VpcId));

        Task Admit() => ec2.AuthorizeSecurityGroupIngressAsync(new()
        {
            GroupId = own,
            IpPermissions = [new() { IpProtocol = "-1", UserIdGroupPairs = [new() { GroupId = group, UserId = Theirs }] }],
        }, Cancel);
    }

    private static (string, string, string) Identity(VpcPeeringConnectionVpcInfo info) => (info.OwnerId, info.Region, info.VpcId);

    private static async Task<string> Vpc(AmazonEC2Client client, string block) =>
        (await client.CreateVpcAsync(new(block), Cancel)).Vpc.VpcId;

    private async Task<VpcPeeringConnection> Request(
        string one, string two, string? owner = null, string? region = null, List<TagSpecification>? tags = null) =>
        (await ec2.CreateVpcPeeringConnectionAsync(
            new() { VpcId = one, PeerVpcId = two, PeerOwnerId = owner, PeerRegion = region, TagSpecifications = tags }, Cancel))
            .VpcPeeringConnection;

    private static async Task<VpcPeeringConnection> Accept(AmazonEC2Client client, string id) =>
        (await client.AcceptVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel)).VpcPeeringConnection;

    private static Task Delete(AmazonEC2Client client, string id) =>
        client.DeleteVpcPeeringConnectionAsync(new() { VpcPeeringConnectionId = id }, Cancel);

    private static Task<DescribeVpcPeeringConnectionsResponse> Describe(AmazonEC2Client client, params List<Filter> filters) =>
        client.DescribeVpcPeeringConnectionsAsync(new() { Filters = filters }, Cancel);

    private static async Task<VpcPeeringConnection> Only(AmazonEC2Client client, params List<Filter> filters) =>
        (await Describe(client, filters)).VpcPeeringConnections.Single();

    private async Task<string> MainTable(string vpc) =>
        (await ec2.DescribeRouteTablesAsync(new() { Filters = [By("vpc-id", vpc), By("association.main", "true")] }, Cancel))
            .RouteTables.Single().RouteTableId;
}
