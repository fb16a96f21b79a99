namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>20: another role than the instance's own, for whose keys it has to ask STS.</summary>
internal static class AssumedRoleFaults
{
    private const string Another = $"arn:aws:iam::{WorkingLab.Account}:role/reader";

    public static IEnumerable<Fault> All =>
    [
        Assuming("another role is assumed, and there is no way to STS", lab => lab.RemoveStsEndpointAsync()) with
        {
            Fails = ProbeResult.Blocked,
            Cause = Cause.StsUnreachable,
            Says = "STS (sts.eu-west-1.amazonaws.com) can't be asked for",
            Blames = "sts.eu-west-1.amazonaws.com",
            Mends = NewStsEndpoint,
            At = ["STS endpoint"],
        },
        Assuming("another role is assumed, and STS's endpoint lets nothing in", lab =>
            lab.RevokeAsync("STS endpoint's group", isEgress: false, "group")) with
        {
            Fails = ProbeResult.Blocked,
            Cause = Cause.StsUnreachable,
            Says = "STS (sts.eu-west-1.amazonaws.com) can't be asked for",
            Blames = "sts.eu-west-1.amazonaws.com",
            Mends = [SecurityGroupFaults.Rule("STS endpoint's group", isEgress: false, "GroupId=group")],
            At = ["STS endpoint/group"],
        },
        Assuming("another role is assumed, by STS's global name", _ => Task.CompletedTask) with
        {
            Asks = new() { Principal = Another, StsEndpoint = StsEndpoint.Legacy },
            Fails = ProbeResult.Blocked,
            Cause = Cause.StsGlobalName,
            Says = "STS (sts.amazonaws.com) can't be asked for",
            Blames = "sts.amazonaws.com",
            At = ["client"],
        },
        Assuming("another role is assumed, by a client of another Region", _ => Task.CompletedTask) with
        {
            Asks = new() { Principal = Another, ClientRegion = "us-west-2" },
            Fails = ProbeResult.Blocked,
            Cause = Cause.ClientRegion,
            Says = "STS (sts.us-west-2.amazonaws.com) can't be asked for",
            Blames = "sts.us-west-2.amazonaws.com",
            Also = [(Cause.ClientRegion, "s3.us-west-2.amazonaws.com")],
            Concerns = new() { Bucket = WorkingLab.Bucket, UseDualStack = false, AsksEndpoint = false },
            At = ["client"],
        },
        Assuming("another role is assumed, which the instance's may not", lab => lab.Lab.Iam(
            "DeleteRolePolicy", WorkingLab.Role, ("RoleName", WorkingLab.Role), ("PolicyName", "assume"))) with
        {
            Cause = Cause.AssumeRoleDenied,
            Says = "is not authorized to perform: sts:AssumeRole",
            Blames = WorkingLab.Role,
            Mends = [$"+ Role {WorkingLab.Role} endpointlab: Action=sts:AssumeRole Effect=Allow Resource={Another}"],
            At = ["role/assume", "who assumes"],
        },
        Assuming("another role is assumed, which doesn't trust the instance's", lab => lab.TrustAsync("reader", $$"""
            {"AWS":"arn:aws:iam::{{WorkingLab.Account}}:user/endpointlab"}
            """)) with
        {
            Cause = Cause.AssumeRoleDenied,
            Says = "is not authorized to perform: sts:AssumeRole",
            Blames = Another,
            Mends = ["+ Role reader trust: Action=sts:AssumeRole Effect=Allow Principal.AWS=role"],
            At = ["reader/trust", "who assumes"],
        },
    ];

    /// <summary>An interface endpoint in the instance's subnet and with its group, which admits itself.</summary>
    private static string[] NewStsEndpoint =>
    [
        SecurityGroupFaults.Rule("group", isEgress: false, "GroupId=group"),
        SecurityGroupFaults.Rule("group", isEgress: true, "GroupId=group"),
        "+ new vpce.DnsOptions.DnsRecordIpType = ipv4",
        "+ new vpce.Groups: GroupId=group GroupName=instance",
        "+ new vpce.IpAddressType = ipv4",
        "+ new vpce.PolicyDocument: Action=* Effect=Allow Principal=* Resource=*",
        "+ new vpce.PrivateDnsEnabled = true",
        $"+ new vpce.ServiceName = com.amazonaws.{WorkingLab.Region}.sts",
        $"+ new vpce.ServiceRegion = {WorkingLab.Region}",
        "+ new vpce.State = Available",
        "+ new vpce.SubnetIds: subnet",
        "+ new vpce.VpcEndpointType = Interface",
        "+ new vpce.VpcId = vpc",
    ];

    /// <summary>Where the instance calls as another role than its own, for whose keys it asks STS over an endpoint.</summary>
    private static Fault Assuming(string name, Func<WorkingLab, Task> breaks) => new(20, name, breaks)
    {
        Prepare = async lab =>
        {
            await lab.CreateReaderAsync("reader");
            await lab.PutRolePolicyAsync(WorkingLab.Role, "assume", WorkingLab.Document(
                $$"""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"{{Another}}"}"""));
            await lab.MakeStsEndpointAsync();
        },
        Asks = new() { Principal = Another },
        Fails = ProbeResult.Denied,
        Cause = Cause.AssumeRoleDenied,
        Says = "",
        Blames = "",
        At = [],
    };
}
