using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Simulator.Tests.Administration;
using FsCheck;
using FsCheck.Fluent;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

/// <summary>
/// Whatever consumer, provider, failures and the clock do in whatever order, an endpoint is in the state that a list of its moments
/// tells; its routes, interfaces and lists agree; and nothing of it stays behind.
/// </summary>
public sealed class EndpointStateProperties
{
    private static readonly Gen<(Step Step, int Index, int Seconds)> Steps =
        from step in Gen.Frequency(
            (3, Gen.Constant(Step.Create)),
            (2, Gen.Constant(Step.Accept)),
            (1, Gen.Constant(Step.Reject)),
            (3, Gen.Constant(Step.Modify)),
            (1, Gen.Constant(Step.Delete)),
            (1, Gen.Constant(Step.Fail)),
            (5, Gen.Constant(Step.Wait)))
        from index in Gen.Choose(0, 11)
        from seconds in Gen.Elements(1, 5, 29, 30, 60, 75, 700_000)
        select (step, index, seconds);

    private enum Step
    {
        Create,
        Accept,
        Reject,
        Modify,
        Delete,
        Fail,
        Wait,
    }

    [Fact]
    public void Every_endpoint_is_as_its_history_tells() =>
        Prop.ForAll(Steps.ArrayOf(25).ToArbitrary(), steps => FollowAsync(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static async Task FollowAsync((Step Step, int Index, int Seconds)[] steps)
    {
        using World world = new();
        await world.BuildAsync();
        foreach (var (step, index, seconds) in steps)
        {
            if (step is Step.Create)
                await world.CreateAsync(index);
            else if (step is Step.Wait)
                world.Time.Advance(TimeSpan.FromSeconds(seconds));
            else if (world.Endpoints.Count > 0)
                await world.ActAsync(step, world.Endpoints[index % world.Endpoints.Count]);
            await world.CheckAsync();
        }
        await world.RazeAsync();
    }

    /// <summary>What should be true of an endpoint.</summary>
    private sealed record Expected(string Id, string Type, bool NeedsProvider)
    {
        private List<(DateTimeOffset From, string State)> history = [];

        /// <summary>Its subnets or route tables.</summary>
        public List<string> Places { get; set; } = [];

        public string StateAt(DateTimeOffset now) => history.Last(moment => moment.From <= now).State;

        public void Begin(DateTimeOffset now, string state, params IEnumerable<(int Seconds, string State)> later)
        {
            history = [(now, state)];
            foreach (var (seconds, next) in later)
                history.Add((history[^1].From + TimeSpan.FromSeconds(seconds), next));
        }
    }

    private sealed class World : IDisposable
    {
        private const string Provider = "222222222222";
        private const string Balancers = $"arn:aws:elasticloadbalancing:us-east-1:{Provider}:loadbalancer";
        private const string Gone = "gone";

        private readonly Cloud cloud;
        private readonly AmazonEC2Client consumer;
        private readonly AmazonEC2Client provider;
        private readonly LabClient lab;
        private readonly Dictionary<string, string> serviceIds = [];
        private readonly List<string> subnets = [];
        private readonly List<string> tables = [];
        private string vpc = "";

        public World()
        {
            cloud = new(new() { Lifecycle = Lifecycle.Realistic, Time = Time });
            (consumer, provider, lab) = (cloud.Ec2Client(), cloud.Ec2Client(accessKey: Provider), LabClient.Of(cloud));
        }

        public FakeTime Time { get; } = new();

        public List<Expected> Endpoints { get; } = [];

        private DateTimeOffset Now => Time.GetUtcNow();

        public async Task BuildAsync()
        {
            await OfferAsync(new() { NetworkLoadBalancerArns = [$"{Balancers}/net/api/0123456789abcdef"] });
            await OfferAsync(new() { GatewayLoadBalancerArns = [$"{Balancers}/gwy/walls/0123456789abcdef"], AcceptanceRequired = false });
            vpc = (await consumer.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
            foreach (var (block, zone) in new[] { ("10.0.1.0/24", "us-east-1a"), ("10.0.2.0/24", "us-east-1b") })
            {
                subnets.Add((await consumer.CreateSubnetAsync(
                    new() { VpcId = vpc, CidrBlock = block, AvailabilityZone = zone }, Cancel)).Subnet.SubnetId);
                tables.Add((await consumer.CreateRouteTableAsync(new() { VpcId = vpc }, Cancel)).RouteTable.RouteTableId);
            }
            Time.Advance(TimeSpan.FromSeconds(2));
        }

        /// <summary>Creates an endpoint of one of the types; a gateway without routes where the table has some.</summary>
        public async Task CreateAsync(int index)
        {
            var type = (index % 4) switch { 0 => "Gateway", 1 => "GatewayLoadBalancer", _ => "Interface" };
            var isFree = !Endpoints.Exists(other => other.Type is "Gateway" && other.Places.Contains(tables[0]));
            List<string> places = type is not "Gateway" ? [subnets[0]] : isFree ? [tables[0]] : [];
            var created = (await consumer.CreateVpcEndpointAsync(
                new()
                {
                    VpcId = vpc,
                    VpcEndpointType = type,
                    ServiceName = (index % 4) switch
                    {
                        0 => "com.amazonaws.us-east-1.s3",
                        3 => "com.amazonaws.us-east-1.sqs",
                        _ => serviceIds.Keys.Single(name => serviceIds[name] == type),
                    },
                    PrivateDnsEnabled = false,
                    RouteTableIds = type is "Gateway" ? places : null,
                    SubnetIds = type is "Gateway" ? null : places,
                },
                Cancel)).VpcEndpoint;
            Expected expected = new(created.VpcEndpointId, type, NeedsProvider: index % 4 == 2) { Places = places };
            if (type is "Gateway")
                expected.Begin(Now, "available");
            else if (expected.NeedsProvider)
                expected.Begin(Now, "pendingAcceptance", (7 * 86_400, "expired"));
            else
                expected.Begin(Now, "pending", (75, "available"));
            Endpoints.Add(expected);
        }

        public Task ActAsync(Step step, Expected endpoint) => (step, endpoint.StateAt(Now)) switch
        {
            (_, Gone) => Task.CompletedTask,
            (Step.Accept or Step.Reject, _) when !endpoint.NeedsProvider => Task.CompletedTask,
            (Step.Accept, _) => AcceptAsync(endpoint),
            (Step.Reject, _) => RejectAsync(endpoint),
            (Step.Modify, _) => ModifyAsync(endpoint),
            (Step.Delete, _) => DeleteAsync(endpoint),
            _ => FailAsync(endpoint),
        };

        public async Task CheckAsync()
        {
            var shown = ((await consumer.DescribeVpcEndpointsAsync(new(), Cancel)).VpcEndpoints ?? []).ToDictionary(one => one.VpcEndpointId);
            var interfaces = (await consumer.DescribeNetworkInterfacesAsync(
                new() { Filters = [By("vpc-id", vpc)] }, Cancel)).NetworkInterfaces ?? [];
            var routes = (await consumer.DescribeRouteTablesAsync(new() { RouteTableIds = tables }, Cancel)).RouteTables
                .SelectMany(table => table.Routes.Select(route => (table.RouteTableId, route.GatewayId))).ToList();
            foreach (var endpoint in Endpoints)
            {
                var state = endpoint.StateAt(Now);
                Assert.Equal(state is not Gone, shown.ContainsKey(endpoint.Id));
                Assert.Equal(
                    endpoint.Type is "Gateway" ? endpoint.Places.Order() : [],
                    routes.Where(route => route.GatewayId == endpoint.Id).Select(route => route.RouteTableId).Order());
                if (state is Gone)
                    continue;
                var one = shown[endpoint.Id];
                Assert.Equal(state, one.State.Value, ignoreCase: true);
                Assert.Equal(endpoint.Places.Order(), ((endpoint.Type is "Gateway" ? one.RouteTableIds : one.SubnetIds) ?? []).Order());
                Assert.Equal(
                    one.SubnetIds?.Order(),
                    one.NetworkInterfaceIds?.Select(id => interfaces.Single(other => other.NetworkInterfaceId == id).SubnetId).Order());
            }
        }

        public async Task RazeAsync()
        {
            foreach (var endpoint in Endpoints.Where(endpoint => endpoint.StateAt(Now) is not Gone))
                await DeleteAsync(endpoint);
            Time.Advance(TimeSpan.FromSeconds(65));
            await CheckAsync();
            foreach (var subnet in subnets)
                await consumer.DeleteSubnetAsync(new(subnet), Cancel);
            foreach (var table in tables)
                await consumer.DeleteRouteTableAsync(new() { RouteTableId = table }, Cancel);
            await consumer.DeleteVpcAsync(new(vpc), Cancel);
            foreach (var (name, _) in serviceIds)
                Assert.Null((await provider.DeleteVpcEndpointServiceConfigurationsAsync(
                    new() { ServiceIds = [IdOf(name)] }, Cancel)).Unsuccessful);
        }

        public void Dispose()
        {
            consumer.Dispose();
            provider.Dispose();
            lab.Dispose();
        }

        private static string IdOf(string serviceName) => serviceName[(serviceName.LastIndexOf('.') + 1)..];

        private async Task OfferAsync(CreateVpcEndpointServiceConfigurationRequest request)
        {
            var service = (await provider.CreateVpcEndpointServiceConfigurationAsync(request, Cancel)).ServiceConfiguration;
            serviceIds.Add(service.ServiceName, service.ServiceType.Single().ServiceType.Value);
            await provider.ModifyVpcEndpointServicePermissionsAsync(
                new() { ServiceId = service.ServiceId, AddAllowedPrincipals = ["*"] }, Cancel);
        }

        private string ServiceId => IdOf(serviceIds.Single(service => service.Value is "Interface").Key);

        private async Task AcceptAsync(Expected endpoint)
        {
            var refused = (await provider.AcceptVpcEndpointConnectionsAsync(
                new() { ServiceId = ServiceId, VpcEndpointIds = [endpoint.Id] }, Cancel)).Unsuccessful;
            Assert.Equal(endpoint.StateAt(Now) is not "pendingAcceptance", refused is not null);
            if (refused is null)
                endpoint.Begin(Now, "pending", (75, "available"));
        }

        private async Task RejectAsync(Expected endpoint)
        {
            var refused = (await provider.RejectVpcEndpointConnectionsAsync(
                new() { ServiceId = ServiceId, VpcEndpointIds = [endpoint.Id] }, Cancel)).Unsuccessful;
            Assert.Equal(endpoint.StateAt(Now) is not ("pendingAcceptance" or "available"), refused is not null);
            if (refused is null)
                endpoint.Begin(Now, "rejected");
        }

        /// <summary>Moves it from one subnet or table to the other, but gateways to none that another one serves.</summary>
        private async Task ModifyAsync(Expected endpoint)
        {
            ModifyVpcEndpointRequest request = new() { VpcEndpointId = endpoint.Id };
            var all = endpoint.Type is "Gateway" ? tables : subnets;
            List<string> added = [.. all.Except(endpoint.Type is "Gateway" ? Endpoints.SelectMany(other => other.Places) : endpoint.Places).Take(1)];
            List<string> removed = [.. endpoint.Places];
            (request.AddRouteTableIds, request.RemoveRouteTableIds) = endpoint.Type is "Gateway" ? (added, removed) : (null, null);
            (request.AddSubnetIds, request.RemoveSubnetIds) = endpoint.Type is "Gateway" ? (null, null) : (added, removed);
            var state = endpoint.StateAt(Now);
            var refusal = state is "deleting" or "deleted" ? "InvalidVpcEndpointId.NotFound"
                : state is "rejected" or "expired" or "failed" ? "InvalidState" : null;
            if (refusal is not null)
            {
                await Refused(refusal, consumer.ModifyVpcEndpointAsync(request, Cancel));
                return;
            }
            await consumer.ModifyVpcEndpointAsync(request, Cancel);
            endpoint.Places = added;
            if (endpoint.Type is not "Gateway" && state is "available")
                endpoint.Begin(Now, "pending", (30, "available"));
        }

        private async Task DeleteAsync(Expected endpoint)
        {
            Assert.Null((await consumer.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [endpoint.Id] }, Cancel)).Unsuccessful);
            if (endpoint.StateAt(Now) is "deleting" or "deleted")
                return;
            endpoint.Places = [];
            endpoint.Begin(Now, "deleting", (5, "deleted"), (60, Gone));
        }

        private async Task FailAsync(Expected endpoint)
        {
            var body = $$"""{"id":"{{endpoint.Id}}","state":"failed","code":"X","message":"On demand"}""";
            var (status, _) = await lab.SendAsync("POST", "/_lab/endpoints", body);
            if (endpoint.StateAt(Now) is "deleting" or "deleted")
                Assert.Equal(HttpStatusCode.NotFound, status);
            else
                endpoint.Begin(Now, "failed");
        }
    }
}
