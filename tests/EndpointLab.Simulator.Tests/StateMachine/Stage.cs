using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EndpointLab.Simulator.Tests.Administration;
using EndpointLab.Simulator.Tests.Ec2;

namespace EndpointLab.Simulator.Tests.StateMachine;

/// <summary>Two accounts on one cloud, and what should be true of it after each step.</summary>
internal sealed partial class Stage : IDisposable
{
    /// <summary>The codes by which AWS may refuse these calls; whatever else is answered is a defect.</summary>
    private static readonly HashSet<string> Refusals =
    [
        "CannotDelete", "DependencyViolation", "DryRunOperation", "DuplicateSubnetsInSameZone", "ExistingVpcEndpointConnections",
        "IdempotentParameterMismatch", "IncorrectState", "InsufficientFreeAddressesInSubnet", "InvalidConnectionNotification",
        "InvalidGroup.Duplicate", "InvalidGroup.NotFound", "InvalidNetworkInterfaceID.NotFound",
        "InvalidNetworkLoadBalancerArn.NotFound", "InvalidParameter", "InvalidParameterCombination", "InvalidParameterValue",
        "InvalidPrefixListID.NotFound", "InvalidRoute.NotFound", "InvalidRouteTableID.NotFound", "InvalidRouteTableId.NotFound",
        "InvalidSecurityGroupId.NotFound", "InvalidServiceName", "InvalidSubnet.Conflict",
        "InvalidSubnetID.NotFound", "InvalidSubnetId.NotFound", "InvalidVpcEndpoint.NotFound", "InvalidVpcEndpointId.NotFound",
        "InvalidVpcEndpointService.NotFound", "InvalidVpcEndpointServiceId.NotFound", "InvalidVpcID.NotFound",
        "InvalidVpcId.NotFound", "MissingParameter", "OperationNotPermitted", "RequestLimitExceeded", "RouteAlreadyExists",
        "RouteNotSupported", "Unavailable",
    ];

    private static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(1);

    private readonly FakeTime time = new();
    private readonly RawEc2 consumer;
    private readonly RawEc2 provider;
    private readonly LabClient lab;
    private readonly Dictionary<string, History> histories = [];
    private readonly Dictionary<string, DateTimeOffset> released = [];
    private readonly Dictionary<(string Actor, string Action, string Token), (string Call, DateTimeOffset Made)> tokens = [];
    private readonly Cast cast = new();
    private readonly List<string> log = [];
    private (string Actor, string Call)? last;
    private string vpc = "";
    private Snapshot now = null!;

    private Stage()
    {
        Cloud cloud = new(new() { Lifecycle = Lifecycle.Realistic, Time = time });
        (consumer, provider, lab) = (new(cloud, "222222222222"), new(cloud, "111111111111"), LabClient.Of(cloud));
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private enum Outcome
    {
        Refused,
        Done,

        /// <summary>The connection broke off: done or refused.</summary>
        Unknown,
    }

    /// <summary>A VPC with subnets, of which two are in one zone, tables and groups; and services to connect to.</summary>
    public static async Task<Stage> SetAsync()
    {
        Stage stage = new();
        stage.vpc = await stage.BuildAsync();
        stage.now = await stage.LookAsync();
        foreach (var step in Step.Beginning)
            await stage.PlayAsync(step);
        stage.log.Clear();
        return stage;
    }

    /// <summary>Does a step and holds what there is then against what there should be.</summary>
    public async Task PlayAsync(Step step)
    {
        try
        {
            await (step.Actor switch
            {
                Step.Time => PassAsync(TimeSpan.FromSeconds(int.Parse(step.What))),
                Step.Lab => ForceAsync(cast.Choose(step.What, now)),
                _ when step.What is Step.Again => RepeatAsync(step),
                _ => CallAsync(step.Actor, cast.Choose(step.What, now), step.Fault),
            });
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{cast.Names(failure.Message)}\n{string.Join('\n', log)}", failure);
        }
    }

    /// <summary>Ends everything but what goes with the VPC, its first table and group, and sees that nothing is left.</summary>
    public async Task StrikeAsync()
    {
        foreach (var (table, block) in now.RoutesToAppliances.ToList())
            await PlayAsync(new(Step.Consumer, $"DeleteRoute&RouteTableId={table}&DestinationCidrBlock={block}"));
        foreach (var endpoint in Cast.In(now, "vpce"))
            await PlayAsync(new(Step.Consumer, $"DeleteVpcEndpoints&VpcEndpointId.1={endpoint}"));
        foreach (var service in Cast.In(now, "vpce-svc"))
            await PlayAsync(new(Step.Provider, $"DeleteVpcEndpointServiceConfigurations&ServiceId.1={service}"));
        await PlayAsync(new(Step.Time, "65"));
        Assert.True(now.IsEmpty, now.Text);
        string[] deletes =
        [
            .. Cast.In(now, "subnet").Select(id => $"DeleteSubnet&SubnetId={id}"),
            .. Cast.In(now, "rtb").Where(id => cast.Names(id) != "rtb#0").Select(id => $"DeleteRouteTable&RouteTableId={id}"),
            .. Cast.In(now, "sg").Where(id => cast.Names(id) != "sg#0").Select(id => $"DeleteSecurityGroup&GroupId={id}"),
            $"DeleteVpc&VpcId={vpc}",
        ];
        foreach (var delete in deletes)
        {
            var (status, answer) = await consumer.TextAsync("Action=" + delete);
            Assert.True(status is HttpStatusCode.OK, $"{delete}: {answer}");
        }
    }

    public void Dispose()
    {
        consumer.Dispose();
        provider.Dispose();
        lab.Dispose();
    }

    private async Task<string> BuildAsync()
    {
        var made = (await consumer.CallAsync("Action=CreateVpc&CidrBlock=10.8.0.0/16&AmazonProvidedIpv6CidrBlock=true"))["Vpc"]!;
        var id = (string)made["VpcId"]!;
        time.Advance(TimeSpan.FromSeconds(5));
        await consumer.CallAsync($"Action=ModifyVpcAttribute&VpcId={id}&EnableDnsHostnames.Value=true");
        var block = Ipv6Block().Match((await consumer.TextAsync($"Action=DescribeVpcs&VpcId.1={id}")).Answer).Groups[1].Value;
        foreach (var (index, zone) in new[] { (0, "a"), (1, "a"), (2, "b"), (3, "c") })
        {
            var address = IPAddress.Parse(block).GetAddressBytes();
            address[7] = (byte)index;
            var ipv6 = index == 3 ? "" : $"&Ipv6CidrBlock={new IPAddress(address)}/64";
            await consumer.CallAsync(
                $"Action=CreateSubnet&VpcId={id}&CidrBlock=10.8.{index}.0/28&AvailabilityZone=us-east-1{zone}{ipv6}");
        }
        await consumer.CallAsync($"Action=CreateRouteTable&VpcId={id}");
        await consumer.CallAsync($"Action=CreateRouteTable&VpcId={id}");
        await consumer.CallAsync($"Action=CreateSecurityGroup&VpcId={id}&GroupName=web&GroupDescription=d");
        return id;
    }

    private async Task PassAsync(TimeSpan pause)
    {
        log.Add($"{pause} pass");
        time.Advance(pause);
        Compare(await LookAsync(), isQuiet: false);
    }

    private async Task ForceAsync(string what)
    {
        var (id, state) = (what.Split(' ')[0], what.Split(' ')[1]);
        var (status, answer) = await lab.SendAsync("POST", "/_lab/endpoints", $$"""{"id":"{{id}}","state":"{{state}}"}""");
        var isDone = status is HttpStatusCode.OK;
        log.Add($"{Step.Lab}: {cast.Names(id)} {state} → {(int)status}");
        var before = histories.GetValueOrDefault(id)?.At(Now) ?? Transition.Gone;
        Assert.True(isDone == before is not (Transition.Gone or "deleting" or "deleted"), answer);
        if (isDone)
            histories[id].Force(Now, state);
        Compare(await LookAsync(), isQuiet: !isDone);
    }

    private Task RepeatAsync(Step step) =>
        last is { } call ? CallAsync(call.Actor, call.Call, step.Fault) : Task.CompletedTask;

    private async Task CallAsync(string actor, string call, string? fault)
    {
        var action = call.Split('&')[0];
        var isDry = call.Contains("&DryRun=true", StringComparison.Ordinal);
        var token = isDry ? "" : Token().Match(call).Groups[1].Value;
        var earlier = tokens.TryGetValue((actor, action, token), out var use) && use.Made + TokenLifetime > Now ? use.Call : null;
        if (token != "")
            last = (actor, call);
        var (outcome, errors) = await SendAsync(actor, call, fault);
        log.Add($"{actor}{(fault is null ? "" : $" ({fault})")}: {cast.Names(call)} → {outcome} {cast.Names(string.Join(", ", errors))}");
        Same("refusals", errors.Values.Where(Refusals.Contains), errors.Values);
        if (fault is "throttle" or "serviceUnavailable")
            Assert.Equal(Outcome.Refused, outcome);
        else if (earlier is not null && outcome is not Outcome.Unknown)
            Assert.True((outcome is Outcome.Done) == (earlier == call), $"The client token was used for {cast.Names(earlier)}.");

        var after = await LookAsync();
        var isQuiet = outcome is Outcome.Refused || isDry || earlier is not null || fault is "reset";
        if (!isQuiet)
        {
            FollowNew(actor, action, outcome, fault, after);
            FollowNamed(actor, call, outcome, errors, fault, after);
            if (token != "" && (outcome is Outcome.Done || after.Text != now.Text))
                tokens[(actor, action, token)] = (call, Now);
        }
        Compare(after, isQuiet);
    }

    /// <summary>Has what a call created begin its history.</summary>
    private void FollowNew(string actor, string action, Outcome outcome, string? fault, Snapshot after)
    {
        var created = after.States.Keys.Except(histories.Keys).ToList();
        var most = action is "CreateVpcEndpoint" or "CreateVpcEndpointServiceConfiguration" ? 1 : 0;
        Assert.InRange(created.Count, outcome is Outcome.Done ? most : 0, most);
        foreach (var id in created)
        {
            History history = new(KindOf(id, after)) { Fails = fault is "failed" };
            var transition = Transition.Find(actor, action, history.Kind, Transition.None);
            Assert.True(transition is not null, $"{action} made {id}.");
            history.Begin(Now, transition);
            histories.Add(id, history);
        }
    }

    /// <summary>Has what a call named change its state.</summary>
    private void FollowNamed(
        string actor, string call, Outcome outcome, Dictionary<string, string> errors, string? fault, Snapshot after)
    {
        var action = call.Split('&')[0];
        foreach (var id in Cast.IdsIn(call).Where(histories.ContainsKey))
        {
            var history = histories[id];
            var transition = Transition.Find(actor, action, history.Kind, history.At(Now));
            var isDone = outcome is Outcome.Done ? !errors.ContainsKey(id) : after.States.GetValueOrDefault(id) == transition?.To;
            if (outcome is Outcome.Done && fault is not "notFound" && IsAllowed(actor, call, id, transition) is { } isAllowed)
                Assert.True(isDone == isAllowed, $"{action} of {id} should {(isAllowed ? "" : "not ")}have been done.");
            if (isDone && transition is not null)
                history.Begin(Now, transition);
        }
    }

    /// <summary>Whether an item is to be done, by a call that answers item by item; null for what is no item of one.</summary>
    private bool? IsAllowed(string actor, string call, string id, Transition? transition) =>
        (call.Split('&')[0], IsService: histories[id].Kind is Kind.Service) switch
        {
            ("AcceptVpcEndpointConnections" or "RejectVpcEndpointConnections", false) =>
                transition is not null && now.Connects(id, ServiceId().Match(call).Value),
            ("DeleteVpcEndpoints", false) => actor is Step.Consumer && now.States.ContainsKey(id) && !now.IsLedTo(id),
            ("DeleteVpcEndpointServiceConfigurations", true) =>
                actor is Step.Provider && now.States.ContainsKey(id) && !now.IsConnected(id),
            _ => null,
        };

    private void Compare(Snapshot after, bool isQuiet)
    {
        if (isQuiet)
            Assert.True(after.Text == now.Text, "It changed something.");
        after.Check();
        Same(
            "states",
            histories.Select(one => (Id: one.Key, State: one.Value.At(Now))).Where(one => one.State is not Transition.Gone)
                .Select(one => $"{one.Id} {one.State}"),
            after.States.Select(one => $"{one.Key} {one.Value}"));
        foreach (var (id, holder) in now.Holders.Where(held => !after.Holders.ContainsKey(held.Key)))
            released[id] = Now.AddSeconds(after.States[holder] == "deleting" ? 65 : 60);
        Same(
            "interfaces",
            after.Holders.Keys.Concat(released.Where(one => one.Value > Now).Select(one => one.Key)),
            after.Interfaces.Keys);
        now = after;
    }

    private void Same(string what, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (left, right) = (cast.Names(string.Join(", ", expected.Order())), cast.Names(string.Join(", ", actual.Order())));
        Assert.True(left == right, $"The {what} should be {left}, and are {right}.");
    }

    private Kind KindOf(string id, Snapshot after) => after.Endpoints.FirstOrDefault(one => one.Text("vpcEndpointId") == id) switch
    {
        null => Kind.Service,
        var one when one.Text("vpcEndpointType") == "Gateway" => Kind.Gateway,
        var one when now.Services.Any(service => service.Text("serviceName") == one.Text("serviceName")
            && service.Text("acceptanceRequired") == "true") => Kind.OnAcceptance,
        _ => Kind.Automatic,
    };

    private async Task<Snapshot> LookAsync()
    {
        var snapshot = await Snapshot.TakeAsync(consumer, provider, vpc);
        cast.Meet(snapshot.Text);
        return snapshot;
    }

    private async Task<(Outcome Outcome, Dictionary<string, string> Errors)> SendAsync(string actor, string call, string? fault)
    {
        if (fault is not null)
        {
            var id = fault is "notFound" ? $",\"id\":\"{Cast.IdsIn(call).FirstOrDefault()}\"" : "";
            await lab.SucceedAsync("PUT", "faults", $$"""{"faults":[{"fault":"{{fault}}","action":"ec2:{{call.Split('&')[0]}}"{{id}}}]}""");
        }
        try
        {
            var (status, answer) = await (actor is Step.Provider ? provider : consumer).SendAsync("Action=" + call);
            Assert.NotEqual(HttpStatusCode.InternalServerError, status);
            return (status is HttpStatusCode.OK ? Outcome.Done : Outcome.Refused, Errors(answer));
        }
        catch (HttpRequestException) when (fault is "reset" or "lostAnswer")
        {
            return (Outcome.Unknown, []);
        }
        finally
        {
            if (fault is not null)
                await lab.SucceedAsync("DELETE", "faults", "{}");
        }
    }

    /// <summary>The codes of an answer's errors, by the items of it that were refused.</summary>
    private static Dictionary<string, string> Errors(XElement answer) => answer.Descendants()
        .Where(element => element.Name.LocalName is "Error" or "error")
        .ToDictionary(error => error.Parent!.Text("resourceId"), error => error.Text("Code") + error.Text("code"));

    [GeneratedRegex("vpce-svc-[0-9a-f]{17}")]
    private static partial Regex ServiceId();

    [GeneratedRegex("&ClientToken=([^&]+)")]
    private static partial Regex Token();

    [GeneratedRegex("<ipv6CidrBlock>(.*)/56<")]
    private static partial Regex Ipv6Block();
}
