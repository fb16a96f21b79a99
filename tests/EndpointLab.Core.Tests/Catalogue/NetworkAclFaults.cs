namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>4 and 5: what network ACLs let out, and back in.</summary>
internal static class NetworkAclFaults
{
    private const int DefaultEntry = 100;
    private const string Https = "From=443 To=443";
    private const string Ephemeral = "From=32768 To=60999";

    public static IEnumerable<Fault> All =>
    [
        Outbound("the ACL denies 443 outbound", From(45, Https), lab => DenyAsync(lab, "acl", isEgress: true, (443, 443))),
        Outbound("the ACL denies S3's blocks outbound", From(5, Https), lab => DenyS3Async(lab, isEgress: true)),
        Outbound("the ACL allows nothing outbound", From(1, Https), lab => DeleteAsync(lab, isEgress: true)),
        Outbound("the ACL allows the VPC outbound only", From(101, Https), async lab =>
        {
            await DeleteAsync(lab, isEgress: true);
            await lab.EntryAsync("acl", isEgress: true, DefaultEntry, allows: true, block: "10.0.0.0/16");
        }),
        Outbound("the ACL denies one of S3's blocks outbound", [(49, WorkingLab.S3BlockInUse, Https)], lab =>
            lab.EntryAsync("acl", isEgress: true, 50, allows: false, block: WorkingLab.S3BlockInUse)) with { IsPartly = true },
        Inbound("the ACL denies ephemeral ports inbound", From(45, Ephemeral), lab =>
            DenyAsync(lab, "acl", isEgress: false, (1024, 65535))),
        Inbound("the ACL allows nothing inbound", From(1, Ephemeral), lab => DeleteAsync(lab, isEgress: false)),
        Inbound("the ACL allows 443 inbound only", From(101, Ephemeral), lab => AllowInboundAsync(lab, (443, 443))),
        Inbound("the ACL denies S3's blocks inbound", From(5, Ephemeral), lab => DenyS3Async(lab, isEgress: false)),
        Inbound("the ACL denies a part of the ephemeral ports inbound", From(45, "From=49152 To=60999"), lab =>
            DenyAsync(lab, "acl", isEgress: false, (49152, 65535))) with { IsPartly = true, DependsOnPort = true },
        Inbound("the ACL allows another system's ephemeral ports inbound only", From(101, "From=32768 To=49151"), lab =>
            AllowInboundAsync(lab, (49152, 65535))) with { IsPartly = true, DependsOnPort = true },
        OverInterface(4, "the subnet's ACL denies 443 outbound", "acl", isEgress: true, (443, 443), Https),
        OverInterface(4, "the ACL of the endpoint's subnet denies 443 inbound", "endpoint's acl", isEgress: false, (443, 443), Https),
        OverInterface(
            5, "the ACL of the endpoint's subnet denies ephemeral ports outbound", "endpoint's acl", isEgress: true,
            (1024, 65535), Ephemeral),
        OverInterface(5, "the subnet's ACL denies ephemeral ports inbound", "acl", isEgress: false, (1024, 65535), Ephemeral),
        OverInterface(
            5, "the ACL of the endpoint's subnet denies a part of the ephemeral ports outbound", "endpoint's acl", isEgress: true,
            (49152, 65535), "From=49152 To=60999") with { IsPartly = true, DependsOnPort = true },
    ];

    /// <summary>An entry for each of S3's blocks.</summary>
    private static IEnumerable<(int, string, string)> From(int number, string ports) =>
        WorkingLab.S3Blocks.Select((block, index) => (number + index, block, ports));

    private static Fault Outbound(string name, IEnumerable<(int, string, string)> mends, Func<WorkingLab, Task> put) =>
        Fault(4, name, "acl", isEgress: true, mends, put);

    private static Fault Inbound(string name, IEnumerable<(int, string, string)> mends, Func<WorkingLab, Task> put) =>
        Fault(5, name, "acl", isEgress: false, mends, put);

    private static Fault OverInterface(int number, string name, string acl, bool isEgress, (int, int) denied, string ports) =>
        Fault(
            number, name, acl, isEgress, [(49, acl is "acl" ? "10.0.2.4/32" : "10.0.1.4/32", ports)],
            lab => DenyAsync(lab, acl, isEgress, denied)) with { Over = Way.InterfaceEndpoint };

    private static Fault Fault(
        int number, string name, string acl, bool isEgress, IEnumerable<(int Number, string Block, string Ports)> mends,
        Func<WorkingLab, Task> put) => new(number, name, put)
    {
        Cause = isEgress ? Cause.NetworkAclOutbound : Cause.NetworkAclInbound,
        Says = $"{acl} {(isEgress ? "outbound" : "inbound")} rule",
        Blames = acl,
        Concerns = new() { UseDualStack = false },
        Mends =
        [
            .. mends.Select(entry => $"+ {acl}.Entries: CidrBlock={entry.Block} Egress={(isEgress ? "true" : "false")} {entry.Ports} "
                + $"Protocol=6 RuleAction=allow RuleNumber={entry.Number}"),
        ],
        At = [$"{(acl is "acl" ? "subnet" : "endpoint")}/acl/{(isEgress ? "outbound" : "inbound")}"],
    };

    private static Task DenyAsync(WorkingLab lab, string acl, bool isEgress, (int, int) ports) =>
        lab.EntryAsync(acl, isEgress, 50, allows: false, ports);

    private static async Task DenyS3Async(WorkingLab lab, bool isEgress)
    {
        var number = 10;
        foreach (var block in WorkingLab.S3Blocks)
        {
            await lab.EntryAsync("acl", isEgress, number++, allows: false, block: block);
        }
    }

    private static async Task AllowInboundAsync(WorkingLab lab, (int, int) ports)
    {
        await DeleteAsync(lab, isEgress: false);
        await lab.EntryAsync("acl", isEgress: false, DefaultEntry, allows: true, ports);
    }

    private static Task DeleteAsync(WorkingLab lab, bool isEgress) => lab.Ec2.DeleteNetworkAclEntryAsync(
        new() { NetworkAclId = lab["acl"], Egress = isEgress, RuleNumber = DefaultEntry }, WorkingLab.Cancel);
}
