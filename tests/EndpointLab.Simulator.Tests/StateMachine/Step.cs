using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace EndpointLab.Simulator.Tests.StateMachine;

/// <summary>Something that somebody does.</summary>
/// <param name="Actor">Who.</param>
/// <param name="What">
/// A call, such as DeleteVpcEndpoints&amp;VpcEndpointId.1={vpce 3}, where the number chooses among what there is; or how long time passes.
/// </param>
/// <param name="Fault">What befalls the call; null for nothing.</param>
internal sealed partial record Step(string Actor, string What, string? Fault = null)
{
    public const string Consumer = "consumer";
    public const string Provider = "provider";

    /// <summary>The administration, which puts endpoints into states.</summary>
    public const string Lab = "lab";
    public const string Time = "time";

    /// <summary>Makes the last call with a client token once more.</summary>
    public const string Again = "again";

    private const string Principal = "arn:aws:iam::222222222222:root";
    private const string Token = "[&ClientToken={token}]";
    private const string Balancer = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer";

    private static readonly string[] Faults = ["throttle", "serviceUnavailable", "reset", "lostAnswer", "notFound"];
    private static readonly string[] Pauses = ["1", "4", "5", "29", "30", "45", "60", "75", "120", "3600", "86400", "604800"];

    private static readonly string[] States =
        ["pendingAcceptance", "pending", "available", "deleting", "deleted", "rejected", "failed", "expired", "partial"];

    /// <summary>What there is to do, and how often; what is in brackets may be left out.</summary>
    private static readonly (int Weight, string Actor, string What)[] Choices =
    [
        (6, Consumer, "CreateVpcEndpoint&VpcId={vpc}&ServiceName=com.amazonaws.us-east-1.s3[&RouteTableId.1={rtb}][&RouteTableId.2={rtb}]"
            + "[&IpAddressType=dualstack][&PolicyDocument={policy}]" + Token),
        (3, Consumer, "CreateVpcEndpoint&VpcId={vpc}&ServiceName=com.amazonaws.us-east-1.dynamodb[&RouteTableId.1={rtb}]" + Token),
        (6, Consumer, "CreateVpcEndpoint&VpcId={vpc}&VpcEndpointType=Interface&ServiceName=com.amazonaws.us-east-1.{service}"
            + "[&SubnetId.1={subnet}][&SubnetId.2={subnet}][&SecurityGroupId.1={sg}][&SecurityGroupId.2={sg}]"
            + "[&PrivateDnsEnabled={bool}][&IpAddressType={family}]" + Token),
        (8, Consumer, "CreateVpcEndpoint&VpcId={vpc}&VpcEndpointType=Interface&ServiceName=com.amazonaws.vpce.us-east-1.{network}"
            + "[&SubnetId.1={subnet}][&SubnetId.2={subnet}][&SecurityGroupId.1={sg}]" + Token),
        (4, Consumer, "CreateVpcEndpoint&VpcId={vpc}&VpcEndpointType=GatewayLoadBalancer"
            + "&ServiceName=com.amazonaws.vpce.us-east-1.{walls}[&SubnetId.1={subnet}]" + Token),
        (5, Consumer, "ModifyVpcEndpoint&VpcEndpointId={gateway}[&AddRouteTableId.1={rtb}][&RemoveRouteTableId.1={rtb}]"
            + "[&RemoveRouteTableId.2={rtb}][&IpAddressType={family}][&PolicyDocument={policy}]"),
        (6, Consumer, "ModifyVpcEndpoint&VpcEndpointId={interface}[&AddSubnetId.1={subnet}][&RemoveSubnetId.1={subnet}]"
            + "[&AddSecurityGroupId.1={sg}][&RemoveSecurityGroupId.1={sg}][&PrivateDnsEnabled={bool}][&IpAddressType={family}]"),
        (2, Consumer, "ModifyVpcEndpoint&VpcEndpointId={vpce}[&ResetPolicy=true][&AddSubnetId.1={subnet}][&RemoveSubnetId.1={subnet}]"),
        (5, Consumer, "DeleteVpcEndpoints&VpcEndpointId.1={vpce}[&VpcEndpointId.2={vpce}]"),
        (3, Consumer, Again),
        (1, Consumer, "CreateRoute&RouteTableId={rtb}&DestinationCidrBlock=10.{n}.0.0/16&VpcEndpointId={vpce}"),
        (3, Consumer, "CreateRoute&RouteTableId={rtb}&DestinationCidrBlock=10.{n}.0.0/16&VpcEndpointId={appliance}"),
        (1, Consumer, "DeleteVpcEndpoints&VpcEndpointId.1={appliance}"),
        (1, Consumer, "DeleteRoute&RouteTableId={rtb}&DestinationCidrBlock=10.{n}.0.0/16"),
        (1, Consumer, "DeleteRoute&RouteTableId={rtb}&DestinationPrefixListId={pl}"),
        (1, Consumer, "ReplaceRoute&RouteTableId={rtb}&DestinationPrefixListId={pl}&VpcEndpointId={vpce}"),
        (1, Consumer, "CreateSubnet&VpcId={vpc}&CidrBlock=10.8.1{n}.0/28&AvailabilityZone=us-east-1c"),
        (2, Consumer, "DeleteSubnet&SubnetId={subnet}"),
        (1, Consumer, "CreateSecurityGroup&VpcId={vpc}&GroupName=g{n}&GroupDescription=d"),
        (2, Consumer, "DeleteSecurityGroup&GroupId={sg}"),
        (1, Consumer, "CreateRouteTable&VpcId={vpc}"),
        (1, Consumer, "DeleteRouteTable&RouteTableId={rtb}"),
        (1, Consumer, "DeleteNetworkInterface&NetworkInterfaceId={eni}"),
        (1, Consumer, "ModifyNetworkInterfaceAttribute&NetworkInterfaceId={eni}&SecurityGroupId.1={sg}"),
        (1, Consumer, "ModifyVpcAttribute&VpcId={vpc}&EnableDnsHostnames.Value={bool}"),
        (2, Consumer, "CreateVpcEndpointConnectionNotification&VpcEndpointId={vpce}&ConnectionEvents.1=Delete"
            + "&ConnectionNotificationArn=arn:aws:sns:us-east-1:222222222222:topic" + Token),
        (1, Consumer, "DeleteVpcEndpointConnectionNotifications&ConnectionNotificationId.1={vpce-nfn}"),
        (1, Provider, "CreateVpcEndpointConnectionNotification&ServiceId={vpce-svc}&ConnectionEvents.1=Accept"
            + "&ConnectionNotificationArn=arn:aws:sns:us-east-1:111111111111:topic" + Token),
        (6, Provider, "AcceptVpcEndpointConnections&{connection}[&VpcEndpointId.2={vpce}]"),
        (4, Provider, "RejectVpcEndpointConnections&{connection}[&VpcEndpointId.2={vpce}]"),
        (2, Provider, "ModifyVpcEndpointServiceConfiguration&ServiceId={vpce-svc}&AcceptanceRequired={bool}"),
        (1, Provider, $"ModifyVpcEndpointServicePermissions&ServiceId={{vpce-svc}}&AddAllowedPrincipals.1={Principal}"),
        (1, Provider, $"ModifyVpcEndpointServicePermissions&ServiceId={{vpce-svc}}&RemoveAllowedPrincipals.1={Principal}"),
        (1, Provider, "CreateVpcEndpointServiceConfiguration[&AcceptanceRequired={bool}]"
            + $"&NetworkLoadBalancerArn.1={Balancer}/net/api/0123456789abcdef" + Token),
        (1, Provider, "DeleteVpcEndpointServiceConfigurations&ServiceId.1={vpce-svc}[&ServiceId.2={vpce-svc}]"),
        (3, Lab, "{vpce} {state}"),
        (24, Time, "{pause}"),
    ];

    private static readonly (string Actor, string What)[] Weighted =
        [.. Choices.SelectMany(choice => Enumerable.Repeat((choice.Actor, choice.What), choice.Weight))];

    /// <summary>A story of any steps, which shrinks to fewer and simpler ones.</summary>
    public static Arbitrary<Step[]> Stories { get; } =
        Arb.From(Gen.Choose(0, int.MaxValue).Select(seed => Any(new(seed))).ArrayOf(80), Simpler);

    /// <summary>What a story finds when it begins: a service that accepts of itself, one that doesn't, and one of appliances.</summary>
    public static IEnumerable<Step> Beginning { get; } =
    [
        Offer($"NetworkLoadBalancerArn.1={Balancer}/net/open/0123456789abcdef&AcceptanceRequired=false"),
        Offer($"NetworkLoadBalancerArn.1={Balancer}/net/closed/0123456789abcdef&AcceptanceRequired=true"),
        Offer($"GatewayLoadBalancerArn.1={Balancer}/gwy/walls/0123456789abcdef&AcceptanceRequired=false"),
        .. Enumerable.Range(0, 3).Select(index => new Step(
            Provider, $"ModifyVpcEndpointServicePermissions&ServiceId={{vpce-svc {index}0}}&AddAllowedPrincipals.1={Principal}")),
        new(Time, "10"),
    ];

    public override string ToString() => $"\n  {Actor}{(Fault is null ? "" : $" ({Fault})")}: {What}";

    private static Step Offer(string parameters) => new(Provider, "CreateVpcEndpointServiceConfiguration&" + parameters);

    private static Step Any(Random random)
    {
        var (actor, what) = random.GetItems(Weighted, 1)[0];
        what = Optional().Replace(what, match => random.Next(2) == 0 ? match.Groups[1].Value : "");
        what = Placeholder().Replace(what, match => match.Groups[1].Value switch
        {
            "pause" => random.GetItems(Pauses, 1)[0],
            "state" => random.GetItems(States, 1)[0],
            "service" => random.GetItems(["ec2", "sts", "s3"], 1)[0],
            "family" => random.GetItems(["ipv4", "ipv6", "dualstack"], 1)[0],
            "bool" => random.Next(2) == 0 ? "true" : "false",
            "n" or "token" => $"{random.Next(3)}",
            "policy" => """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:Get*","Resource":"*"}]}""",
            var kind => $"{{{kind} {random.Next(100)}}}",
        });
        if (actor is Lab or Time)
            return new(actor, what);
        if (random.Next(20) == 0)
            actor = actor is Consumer ? Provider : Consumer;
        if (random.Next(20) == 0 && what is not Again)
            what += "&DryRun=true";
        var fault = random.Next(6) > 0 ? null
            : what.StartsWith("CreateVpcEndpoint&", StringComparison.Ordinal) && random.Next(2) == 0 ? "failed"
            : random.GetItems(Faults, 1)[0];
        return new(actor, what, fault);
    }

    private static IEnumerable<Step[]> Simpler(Step[] steps)
    {
        for (var size = (steps.Length + 1) / 2; size > 0; size /= 2)
        {
            for (var start = 0; start < steps.Length; start += size)
                yield return [.. steps[..start], .. steps[Math.Min(start + size, steps.Length)..]];
        }
        for (var index = 0; index < steps.Length; index++)
        {
            foreach (var simpler in Simpler(steps[index]))
                yield return [.. steps[..index], simpler, .. steps[(index + 1)..]];
        }
    }

    private static IEnumerable<Step> Simpler(Step step)
    {
        if (step.Fault is not null)
            yield return step with { Fault = null };
        var parts = step.What.Split('&');
        for (var index = 1; index < parts.Length; index++)
            yield return step with { What = string.Join('&', [.. parts[..index], .. parts[(index + 1)..]]) };
    }

    [GeneratedRegex(@"\[(.*?)\]")]
    private static partial Regex Optional();

    [GeneratedRegex(@"\{([a-z-]+)\}")]
    private static partial Regex Placeholder();
}
