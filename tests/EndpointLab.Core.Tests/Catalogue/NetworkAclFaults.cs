using Amazon.EC2;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>4 and 5: what network ACLs let out, and back in.</summary>
internal static class NetworkAclFaults
{
    private const int DefaultEntry = 100;

    public static IEnumerable<Fault> All =>
    [
        Fault(4, "the ACL denies 443 outbound", "acl", isEgress: true, lab =>
            lab.EntryAsync("acl", isEgress: true, 50, allows: false, (443, 443))),
        Fault(4, "the ACL denies S3's blocks outbound", "acl", isEgress: true, async lab =>
        {
            var number = 10;
            foreach (var block in await lab.S3BlocksAsync())
            {
                await lab.EntryAsync("acl", isEgress: true, number++, allows: false, block: block);
            }
        }),
        Fault(4, "the ACL allows nothing outbound", "acl", isEgress: true, lab => DeleteAsync(lab, "acl", isEgress: true)),
        Fault(4, "the ACL allows the VPC outbound only", "acl", isEgress: true, async lab =>
        {
            await DeleteAsync(lab, "acl", isEgress: true);
            await lab.EntryAsync("acl", isEgress: true, 100, allows: true, block: "10.0.0.0/16");
        }),
        Fault(4, "the ACL denies one of S3's blocks outbound", "acl", isEgress: true, async lab =>
            await lab.EntryAsync("acl", isEgress: true, 50, allows: false, block: await lab.S3BlockInUseAsync())) with { IsPartly = true },
        Fault(5, "the ACL denies ephemeral ports inbound", "acl", isEgress: false, lab =>
            lab.EntryAsync("acl", isEgress: false, 50, allows: false, (1024, 65535))),
        Fault(5, "the ACL allows nothing inbound", "acl", isEgress: false, lab => DeleteAsync(lab, "acl", isEgress: false)),
        Fault(5, "the ACL allows 443 inbound only", "acl", isEgress: false, async lab =>
        {
            await DeleteAsync(lab, "acl", isEgress: false);
            await lab.EntryAsync("acl", isEgress: false, 100, allows: true, (443, 443));
        }),
        Fault(5, "the ACL denies S3's blocks inbound", "acl", isEgress: false, async lab =>
        {
            var number = 10;
            foreach (var block in await lab.S3BlocksAsync())
            {
                await lab.EntryAsync("acl", isEgress: false, number++, allows: false, block: block);
            }
        }),
        Fault(5, "the ACL denies a part of the ephemeral ports inbound", "acl", isEgress: false, lab =>
            lab.EntryAsync("acl", isEgress: false, 50, allows: false, (49152, 65535))) with { IsPartly = true, DependsOnPort = true },
        Fault(5, "the ACL allows ephemeral ports of another system inbound only", "acl", isEgress: false, async lab =>
        {
            await DeleteAsync(lab, "acl", isEgress: false);
            await lab.EntryAsync("acl", isEgress: false, 100, allows: true, (49152, 65535));
        }) with { IsPartly = true, DependsOnPort = true },
        OverInterface(4, "the subnet's ACL denies 443 outbound", "acl", isEgress: true, (443, 443)),
        OverInterface(4, "the ACL of the endpoint's subnet denies 443 inbound", "endpoint's acl", isEgress: false, (443, 443)),
        OverInterface(5, "the ACL of the endpoint's subnet denies ephemeral ports outbound", "endpoint's acl", isEgress: true, (1024, 65535)),
        OverInterface(5, "the subnet's ACL denies ephemeral ports inbound", "acl", isEgress: false, (1024, 65535)),
        OverInterface(5, "the ACL of the endpoint's subnet denies a part of the ephemeral ports outbound", "endpoint's acl", isEgress: true, (49152, 65535))
            with { IsPartly = true, DependsOnPort = true },
    ];

    private static Fault Fault(int number, string name, string acl, bool isEgress, Func<WorkingLab, Task> put) => new(number, name, put)
    {
        Cause = isEgress ? Cause.NetworkAclOutbound : Cause.NetworkAclInbound,
        Says = $"{acl} {(isEgress ? "outbound" : "inbound")} rule",
        Blames = acl,
        Concerns = new() { UseDualStack = false },
        At = [$"{(acl is "acl" ? "subnet" : "endpoint")}/acl/{(isEgress ? "outbound" : "inbound")}"],
    };

    private static Fault OverInterface(int number, string name, string acl, bool isEgress, (int, int) ports) =>
        Fault(number, name, acl, isEgress, lab => lab.EntryAsync(acl, isEgress, 50, allows: false, ports)) with { Over = Way.InterfaceEndpoint };

    private static Task DeleteAsync(WorkingLab lab, string acl, bool isEgress) => lab.Ec2.DeleteNetworkAclEntryAsync(
        new() { NetworkAclId = lab[acl], Egress = isEgress, RuleNumber = DefaultEntry }, WorkingLab.Cancel);
}
