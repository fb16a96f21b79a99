using Amazon.EC2.Model;
using EndpointLab.Core.Tests.Analysis;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>6, 15 and 24: what S3's name means to the instance.</summary>
internal static class NameFaults
{
    private const string BucketName = $"{WorkingLab.Bucket}.{WorkingLab.S3Name}";

    /// <summary>The list with the one name that a repair lets pass.</summary>
    private static string Allowed => $"allow-{BucketName.Replace('.', '-')}";

    private static Asked ByS3Name => new() { AsksEndpoint = false };

    public static IEnumerable<Fault> All =>
    [
        DnsSupportOff,
        DnsSupportOff with { Over = Way.InterfaceEndpoint },
        new(6, "the VPC has no DNS hostnames, as private DNS needs", lab => lab.Ec2.ModifyVpcAttributeAsync(
            new() { VpcId = lab["vpc"], EnableDnsHostnames = false }, WorkingLab.Cancel))
        {
            Over = Way.InterfaceEndpoint,
            Cause = Cause.DnsHostnamesOff,
            Says = "group: no outbound rule admits tcp/443 to",
            Blames = "vpc",
            Concerns = ByS3Name,
            Mends = ["- vpc.enableDnsHostnames = False", "+ vpc.enableDnsHostnames = True"],
            At = ["vpc/hostnames", "endpoint/itself"],
        },
        new(15, "the endpoint has no private DNS", lab => lab.Ec2.ModifyVpcEndpointAsync(
            new() { VpcEndpointId = lab["endpoint"], PrivateDnsEnabled = false }, WorkingLab.Cancel))
        {
            Over = Way.InterfaceEndpoint,
            Cause = Cause.PrivateDnsOff,
            Says = "group: no outbound rule admits tcp/443 to",
            Blames = "endpoint",
            Concerns = ByS3Name,
            Mends = ["- endpoint.PrivateDnsEnabled = false", "+ endpoint.PrivateDnsEnabled = true"],
            At = ["endpoint/private DNS"],
        },
        CustomDns("the DNS server is nobody's address", "10.0.1.250", "the DNS server 10.0.1.250 does not answer"),
        CustomDns("the DNS server is on the internet, out of reach", "198.51.100.53", "the DNS server 198.51.100.53 does not answer"),
        CustomDns("the DNS server is nobody's address", "10.0.1.250", "the DNS server 10.0.1.250 does not answer")
            with { Over = Way.InterfaceEndpoint },
        Zone("a private zone of S3's name is empty", WorkingLab.S3Name),
        OfBucket,
        OfBucket with { Over = Way.InterfaceEndpoint },
        Zone("a private zone leads to an address of nobody's", WorkingLab.S3Name, "10.0.1.250") with
        {
            Says = "group: no outbound rule admits tcp/443 to 10.0.1.250",
            Concerns = OfBucket.Concerns,
        },
        Firewall("a DNS firewall says that the name doesn't exist", "*.amazonaws.com", "NXDOMAIN"),
        Firewall("a DNS firewall says that the name has no address", "*.amazonaws.com", "NODATA"),
        Firewall("a DNS firewall gives another name", "*.amazonaws.com", "OVERRIDE") with
        {
            Says = "no outbound rule admits tcp/443 to 198.51.100.",
        },
        Firewall("a DNS firewall says that the name doesn't exist", "*.amazonaws.com", "NXDOMAIN") with { Over = Way.InterfaceEndpoint },
    ];

    private static Fault DnsSupportOff => new(6, "the VPC has no DNS", lab => lab.Ec2.ModifyVpcAttributeAsync(
        new() { VpcId = lab["vpc"], EnableDnsSupport = false }, WorkingLab.Cancel))
    {
        Cause = Cause.DnsSupportOff,
        Says = "vpc: enableDnsSupport is off, so nothing resolves",
        Blames = "vpc",
        Mends = ["- vpc.enableDnsSupport = False", "+ vpc.enableDnsSupport = True"],
        At = ["vpc/DNS support"],
    };

    private static Fault CustomDns(string name, string server, string says) => new(24, name, async lab =>
    {
        DhcpConfiguration servers = new() { Key = "domain-name-servers", Values = [server] };
        var made = await lab.Ec2.CreateDhcpOptionsAsync(new() { DhcpConfigurations = [servers] }, WorkingLab.Cancel);
        var options = lab.Know("DHCP options", made.DhcpOptions.DhcpOptionsId);
        await lab.Ec2.AssociateDhcpOptionsAsync(new() { DhcpOptionsId = options, VpcId = lab["vpc"] }, WorkingLab.Cancel);
    })
    {
        Cause = Cause.CustomDns,
        Says = says,
        Blames = "DHCP options",
        Mends =
        [
            "- vpc.DhcpOptionsId = DHCP options",
            "+ vpc.DhcpOptionsId = new dopt",
            "+ new dopt.DhcpConfigurations: Key=domain-name-servers Values=AmazonProvidedDNS",
        ],
        At = ["vpc/DHCP options"],
    };

    private static Fault OfBucket => Zone("a private zone of the bucket's name is empty", BucketName) with
    {
        Concerns = new() { Bucket = WorkingLab.Bucket, Action = S3Action.GetObject, UseDualStack = false, AsksEndpoint = false },
    };

    private static Fault Zone(string name, string domain, string? address = null) => new(24, name, async lab =>
    {
        var zone = lab.Know("zone", await lab.Network.CreateZoneAsync(domain, lab["vpc"]));
        if (address is not null)
        {
            await lab.Network.AddAddressAsync(zone, BucketName, address);
        }
    })
    {
        Cause = Cause.PrivateZone,
        Says = $"zone decides {domain} in vpc, and has no A record of {BucketName}",
        Blames = "zone",
        Concerns = ByS3Name with { UseDualStack = false },
        At = ["zone"],
    };

    private static Fault Firewall(string name, string domain, string response) => new(24, name, async lab =>
    {
        var (association, group) = await lab.Network.BlockNameAsync(domain, response, lab["vpc"]);
        lab.Know("firewall", association);
        lab.Know("rule group", group);
    })
    {
        Cause = Cause.DnsFirewall,
        Says = $"firewall: rule block of rule group blocks {BucketName} ({response})",
        Blames = "firewall",
        Mends =
        [
            $"+ {Allowed}: Name={Allowed}",
            $"+ {Allowed}: {BucketName}.",
            $"+ group: FirewallRuleGroupId=rule group FirewallDomainListId=new rslvr-fdl Name={Allowed} Priority=99 Action=ALLOW "
                + "FirewallDomainRedirectionAction=INSPECT_REDIRECTION_DOMAIN",
        ],
        At = ["firewall"],
    };
}
