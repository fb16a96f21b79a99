using Amazon.EC2.Model;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>12 and 17: how the client is set up, and what address it has.</summary>
internal static class ClientFaults
{
    private static Asked Regional => new()
    {
        Bucket = WorkingLab.Bucket, Principal = WorkingLab.RoleArn, UseDualStack = false, AsksEndpoint = false,
    };

    public static IEnumerable<Fault> All =>
    [
        new(17, "the client's Region is another", _ => Task.CompletedTask)
        {
            Asks = new() { ClientRegion = "us-west-2" },
            Cause = Cause.ClientRegion,
            Says = "no outbound rule admits tcp/443 to",
            Blames = "s3.us-west-2.amazonaws.com",
            Concerns = Regional,
            At = ["client"],
        },
        new(17, "the client's Region is another", _ => Task.CompletedTask)
        {
            Over = Way.InterfaceEndpoint,
            Asks = new() { ClientRegion = "us-west-2" },
            Cause = Cause.ClientRegion,
            Says = "no outbound rule admits tcp/443 to",
            Blames = "s3.us-west-2.amazonaws.com",
            Concerns = Regional,
            At = ["client"],
        },
        new(17, "the client lists by the global name", _ => Task.CompletedTask)
        {
            Prepare = lab => lab.AllowListingAllAsync(),
            Asks = new() { ClientRegion = S3ClientSettings.Global, Action = S3Action.ListAllMyBuckets },
            Cause = Cause.GlobalName,
            Says = "no outbound rule admits tcp/443 to",
            Blames = "s3.amazonaws.com",
            Concerns = Regional,
            At = ["client", "role/list"],
        },
        new(17, "the client of another Region asks the endpoint", _ => Task.CompletedTask)
        {
            Over = Way.InterfaceEndpoint,
            Asks = new() { ClientRegion = "us-west-2", AsksEndpoint = true },
            Fails = ProbeResult.Denied,
            Cause = Cause.ClientRegion,
            Says = "the region 'us-west-2' is wrong",
            Blames = "endpoint",
            At = ["client", "endpoint/itself"],
        },
        new(12, "the client prefers IPv6, which the endpoint doesn't serve", _ => Task.CompletedTask)
        {
            Prepare = GiveIpv6Async,
            Asks = new() { UseDualStack = true },
            Cause = Cause.AddressFamily,
            Says = "table of subnet: no route to",
            Blames = "endpoint",
            Mends =
            [
                "- endpoint.IpAddressType = ipv4",
                "+ endpoint.IpAddressType = dualstack",
                "+ table.Routes: DestinationPrefixListId=s3-list of IPv6 GatewayId=endpoint Origin=CreateRoute State=active",
            ],
            At = ["endpoint/families"],
        },
    ];

    private static async Task GiveIpv6Async(WorkingLab lab)
    {
        await lab.Ec2.AssociateVpcCidrBlockAsync(new() { VpcId = lab["vpc"], AmazonProvidedIpv6CidrBlock = true }, WorkingLab.Cancel);
        var vpc = (await lab.Ec2.DescribeVpcsAsync(new DescribeVpcsRequest { VpcIds = [lab["vpc"]] }, WorkingLab.Cancel)).Vpcs.Single();
        var block = vpc.Ipv6CidrBlockAssociationSet.Single().Ipv6CidrBlock;
        await lab.Ec2.AssociateSubnetCidrBlockAsync(
            new() { SubnetId = lab["subnet"], Ipv6CidrBlock = block.Replace("/56", "/64", StringComparison.Ordinal) }, WorkingLab.Cancel);
        await lab.Ec2.AssignIpv6AddressesAsync(new() { NetworkInterfaceId = lab["interface"], Ipv6AddressCount = 1 }, WorkingLab.Cancel);
        lab.Know("s3-list of IPv6", await lab.Network.PrefixListAsync("ipv6.s3"));
        await lab.AdmitAsync("group", isEgress: true, "tcp", 443, "s3-list of IPv6");
    }
}
