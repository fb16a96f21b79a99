namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>3 and 14: what the instance's group lets out, and the endpoint's group in.</summary>
internal static class SecurityGroupFaults
{
    public static IEnumerable<Fault> All =>
    [
        Egress("no rule lets anything out", Way.GatewayEndpoint, _ => Task.CompletedTask),
        Egress("only port 80 is let out", Way.GatewayEndpoint, lab => lab.AdmitAsync("group", isEgress: true, "tcp", 80, "s3-list")),
        Egress("only UDP is let out", Way.GatewayEndpoint, lab => lab.AdmitAsync("group", isEgress: true, "udp", 443, "s3-list")),
        Egress("only DynamoDB's prefix list is let out to", Way.GatewayEndpoint, async lab =>
        {
            lab.Know("dynamodb-list", await lab.Network.PrefixListAsync("dynamodb"));
            await lab.AdmitAsync("group", isEgress: true, "tcp", 443, "dynamodb-list");
        }),
        Egress("only the VPC is let out to", Way.GatewayEndpoint, lab =>
            lab.AdmitAsync("group", isEgress: true, "tcp", 443, "10.0.0.0/16")),
        Egress("one of S3's blocks is not let out to", Way.GatewayEndpoint, LeaveOneOutAsync) with { IsPartly = true },
        Egress("no rule lets anything out", Way.InterfaceEndpoint, _ => Task.CompletedTask),
        Egress("only S3's prefix list is let out to", Way.InterfaceEndpoint, lab =>
            lab.AdmitAsync("group", isEgress: true, "tcp", 443, "s3-list")),
        Egress("only the instance's own group is let out to", Way.InterfaceEndpoint, lab =>
            lab.AdmitAsync("group", isEgress: true, "tcp", 443, "group")),
        Ingress("the endpoint's group lets nothing in", _ => Task.CompletedTask),
        Ingress("the endpoint's group lets port 80 in only", lab =>
            lab.AdmitAsync("endpoint's group", isEgress: false, "tcp", 80, "group")),
        Ingress("the endpoint's group lets another subnet in only", lab =>
            lab.AdmitAsync("endpoint's group", isEgress: false, "tcp", 443, "10.0.2.0/24")),
        Ingress("the endpoint's group lets itself in only", lab =>
            lab.AdmitAsync("endpoint's group", isEgress: false, "tcp", 443, "endpoint's group")),
    ];

    private static Fault Egress(string name, Way over, Func<WorkingLab, Task> admit) => new(3, name, async lab =>
    {
        await lab.RevokeAsync("group", isEgress: true, over is Way.GatewayEndpoint ? "s3-list" : "endpoint's group");
        await admit(lab);
    })
    {
        Over = over,
        Cause = Cause.SecurityGroupEgress,
        Says = "group: no outbound rule admits tcp/443 to",
        Blames = "group",
        Concerns = new() { UseDualStack = false },
        Mends = [Rule("group", isEgress: true, over is Way.GatewayEndpoint ? "PrefixListId=s3-list" : "GroupId=endpoint's group")],
        At = ["group"],
    };

    private static Fault Ingress(string name, Func<WorkingLab, Task> admit) => new(14, name, async lab =>
    {
        await lab.RevokeAsync("endpoint's group", isEgress: false, "group");
        await admit(lab);
    })
    {
        Over = Way.InterfaceEndpoint,
        Cause = Cause.SecurityGroupIngress,
        Says = "endpoint's group: no inbound rule admits tcp/443 from 10.0.1.",
        Blames = "endpoint's group",
        Mends = [Rule("endpoint's group", isEgress: false, "GroupId=group")],
        At = ["endpoint/group"],
    };

    public static string Rule(string group, bool isEgress, string peer) =>
        $"+ {group}: FromPort=443 IpProtocol=tcp IsEgress={(isEgress ? "true" : "false")} {peer} ToPort=443";

    private static async Task LeaveOneOutAsync(WorkingLab lab)
    {
        foreach (var block in WorkingLab.S3Blocks.Where(block => block != WorkingLab.S3BlockInUse))
        {
            await lab.AdmitAsync("group", isEgress: true, "tcp", 443, block);
        }
    }
}
