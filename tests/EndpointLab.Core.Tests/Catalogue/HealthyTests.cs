using Amazon.EC2;
using EndpointLab.Core.Tests.Analysis;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>
/// Labs that work, also with much about them that could be suspected: a trace stops at nothing, and a repair changes nothing.
/// </summary>
public sealed class HealthyTests
{
    private static readonly Healthy[] All =
    [
        new("the lab as it is", _ => Task.CompletedTask),
        new("the lab as it is", _ => Task.CompletedTask) { Over = Way.InterfaceEndpoint },
        new("the lab as it is", _ => Task.CompletedTask) { Over = Way.NatGateway, Warns = [(Cause.NotOverEndpoint, "table")] },
        new("a route to everywhere", async lab => await lab.RouteAsync(
            lab["table"], "0.0.0.0/0", lab.Know("internet gateway", await lab.Network.GatewayAsync(lab["vpc"])))),
        new("a route to more than S3's block", async lab => await lab.RouteAsync(
            lab["table"], "3.5.0.0/16", lab.Know("internet gateway", await lab.Network.GatewayAsync(lab["vpc"])))),
        new("longer prefixes lead to a NAT gateway", RouteToNatAsync) { Warns = [(Cause.NotOverEndpoint, "table")] },
        new("a group that lets everything out", lab => lab.AdmitAsync("group", isEgress: true, "tcp", 443, "0.0.0.0/0")),
        new("an ACL denies what the request doesn't need", async lab =>
        {
            await lab.EntryAsync("acl", isEgress: true, 50, allows: false, (80, 80));
            await lab.EntryAsync("acl", isEgress: false, 50, allows: false, (443, 443));
            await lab.EntryAsync("acl", isEgress: false, 60, allows: false, (1, 32767));
        }),
        new("an ACL allows before it denies", async lab =>
        {
            await lab.EntryAsync("acl", isEgress: true, 40, allows: true, (443, 443));
            await lab.EntryAsync("acl", isEgress: true, 50, allows: false);
            await lab.EntryAsync("acl", isEgress: false, 40, allows: true, (1024, 65535));
            await lab.EntryAsync("acl", isEgress: false, 50, allows: false);
        }),
        new("a VPC without DNS hostnames", lab => lab.Ec2.ModifyVpcAttributeAsync(
            new() { VpcId = lab["vpc"], EnableDnsHostnames = false }, WorkingLab.Cancel)) { Warns = [(Cause.DnsHostnamesOff, "vpc")] },
        new("a private zone that covers S3's name, in a VPC without DNS hostnames", async lab =>
        {
            await lab.Network.CreateZoneAsync("amazonaws.com", lab["vpc"]);
            await lab.Ec2.ModifyVpcAttributeAsync(new() { VpcId = lab["vpc"], EnableDnsHostnames = false }, WorkingLab.Cancel);
        }) { Warns = [(Cause.DnsHostnamesOff, "vpc")] },
        new("a private zone less specific than the endpoint's own", lab => lab.Network.CreateZoneAsync("amazonaws.com", lab["vpc"]))
        {
            Over = Way.InterfaceEndpoint,
        },
        new("a private zone of another name", lab => lab.Network.CreateZoneAsync("s3.us-west-2.amazonaws.com", lab["vpc"])),
        new("a DNS firewall blocks another name", lab => lab.Network.BlockNameAsync("*.us-west-2.amazonaws.com", "NXDOMAIN", lab["vpc"])),
        new("an endpoint without private DNS is asked by its own name", lab => lab.Ec2.ModifyVpcEndpointAsync(
            new() { VpcEndpointId = lab["endpoint"], PrivateDnsEnabled = false }, WorkingLab.Cancel))
        {
            Over = Way.InterfaceEndpoint,
            Asks = new() { AsksEndpoint = true },
        },
        new("a bucket policy requires the endpoint", lab => lab.AmendBucketPolicyAsync(statements => statements.Append($$$$"""
            {"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{{{WorkingLab.Bucket}}}}/*",
            "Condition":{"StringNotEquals":{"aws:SourceVpce":"{{{{lab["endpoint"]}}}}"}}}
            """))),
        new("a bucket policy requires the VPC", lab => lab.AmendBucketPolicyAsync(statements => statements.Append($$$$"""
            {"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{{{WorkingLab.Bucket}}}}/*",
            "Condition":{"StringNotEquals":{"aws:SourceVpc":"{{{{lab["vpc"]}}}}"}}}
            """))),
        new("an endpoint policy for the bucket alone", lab => lab.AmendEndpointPolicyAsync(statements =>
            statements.Narrow("Resource", $"\"arn:aws:s3:::{WorkingLab.Bucket}/*\""))) { Warns = [(Cause.SystemRepositories, "endpoint")] },
        new("public access is blocked, which endpoints don't mind", lab => lab.Ec2.ModifyVpcBlockPublicAccessOptionsAsync(
            new() { InternetGatewayBlockMode = InternetGatewayBlockMode.BlockBidirectional }, WorkingLab.Cancel)),
        new("public access is blocked inbound, which NAT gateways don't mind", lab => lab.Ec2.ModifyVpcBlockPublicAccessOptionsAsync(
            new() { InternetGatewayBlockMode = InternetGatewayBlockMode.BlockIngress }, WorkingLab.Cancel))
        {
            Over = Way.NatGateway,
            Warns = [(Cause.NotOverEndpoint, "table")],
        },
        new("a client that prefers IPv6 and has none", _ => Task.CompletedTask) { Asks = new() { UseDualStack = true } },
        new("the bucket by the global name", _ => Task.CompletedTask) { Asks = new() { ClientRegion = S3ClientSettings.Global } },
        new("another role, assumed over an endpoint for STS", async lab =>
        {
            await lab.CreateReaderAsync("reader");
            await lab.PutRolePolicyAsync(WorkingLab.Role, "assume", WorkingLab.Document(
                $$"""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::{{WorkingLab.Account}}:role/reader"}"""));
            await lab.MakeStsEndpointAsync();
        }) { Asks = new() { Principal = $"arn:aws:iam::{WorkingLab.Account}:role/reader" } },
    ];

    public static TheoryData<string> Names => [.. All.Select(healthy => $"{healthy}")];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_is_found_and_nothing_is_changed(string name)
    {
        var healthy = All.Single(one => $"{one}" == name);
        using var lab = await WorkingLab.BuildAsync(healthy.Over);
        await healthy.Make(lab);
        var before = await Configuration.ReadAsync(lab);

        var probe = await lab.SendAsync(healthy.Asks);
        var trace = await lab.TraceAsync(healthy.Asks);
        var repair = await lab.RepairAsync(healthy.Asks);

        Assert.Equal((ProbeResult.Reachable, "hello"), (probe.Result, probe.Content));
        Assert.Equal(Verdict.Reachable, trace.Verdict);
        Assert.Equal(
            healthy.Warns.Select(warned => (warned.Cause, FindingEffect.Warns, warned.About)),
            trace.Findings.Select(finding => (finding.Cause, finding.Effect, lab.Named(finding.ResourceId))));
        Assert.Equal(probe.Via, trace.Via);
        Assert.Empty(repair.Changes);
        Assert.Empty((await Configuration.ReadAsync(lab)).Since(before));
    }

    /// <summary>Past the endpoint, and yet to S3.</summary>
    private static async Task RouteToNatAsync(WorkingLab lab)
    {
        var subnet = await lab.Network.SubnetAsync(lab["vpc"], "10.0.3.0/24");
        var table = await lab.Network.TableAsync(lab["vpc"], subnet);
        await lab.RouteAsync(table, "0.0.0.0/0", await lab.Network.GatewayAsync(lab["vpc"]));
        var address = (await lab.Ec2.AllocateAddressAsync(new(), WorkingLab.Cancel)).AllocationId;
        await lab.RouteS3Async((await lab.Ec2.CreateNatGatewayAsync(
            new() { SubnetId = subnet, AllocationId = address }, WorkingLab.Cancel)).NatGateway.NatGatewayId);
    }

    /// <param name="Name">What about it could be suspected.</param>
    private sealed record Healthy(string Name, Func<WorkingLab, Task> Make)
    {
        public Way Over { get; init; } = Way.GatewayEndpoint;

        public Asked Asks { get; init; } = new();

        /// <summary>What is worth knowing all the same.</summary>
        public (Cause Cause, string About)[] Warns { get; init; } = [];

        public override string ToString() => $"{Name}{(Over is Way.GatewayEndpoint ? "" : $" ({Over})")}";
    }
}
