namespace EndpointLab.Analysis;

/// <summary>The pages of AWS's documentation that findings about the network rest on.</summary>
internal static class AwsPages
{
    private const string Vpc = "https://docs.aws.amazon.com/vpc/latest/userguide/";
    private const string PrivateLink = "https://docs.aws.amazon.com/vpc/latest/privatelink/";
    private const string Route53 = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/";

    public const string InstanceStates = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html";
    public const string NetworkInterfaces = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html";
    public const string SecurityGroupRules = Vpc + "security-group-rules.html";
    public const string NetworkAclRules = Vpc + "nacl-rules.html";
    public const string EphemeralPorts = Vpc + "custom-network-acl.html#nacl-ephemeral-ports";
    public const string VpcQuotas = Vpc + "amazon-vpc-limits.html";
    public const string SubnetRouteTables = Vpc + "subnet-route-tables.html";
    public const string RoutePriority = Vpc + "route-tables-priority.html";
    public const string AddressesOfVpcs = Vpc + "vpc-ip-addressing.html";
    public const string InternetGateways = Vpc + "VPC_Internet_Gateway.html";
    public const string EgressOnlyInternetGateways = Vpc + "egress-only-internet-gateway.html";
    public const string NatGateways = Vpc + "nat-gateway-basics.html";
    public const string NatTroubleshooting = Vpc + "nat-gateway-troubleshooting.html";
    public const string BlockPublicAccess = Vpc + "security-vpc-bpa.html";
    public const string MiddleboxRouting = Vpc + "route-table-options.html";
    public const string VpcDns = Vpc + "AmazonDNS-concepts.html";
    public const string VpcDnsAttributes = Vpc + "vpc-dns.html";
    public const string DhcpOptions = Vpc + "DHCPOptionSet.html";
    public const string PrivateZones = Route53 + "hosted-zone-private-considerations.html";
    public const string DnsFirewall = Route53 + "resolver-dns-firewall-overview.html";
    public const string PeeringRouting = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html";
    public const string PeeringLimitations = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html";
    public const string GatewayEndpoints = PrivateLink + "gateway-endpoints.html";
    public const string GatewayEndpointsForS3 = PrivateLink + "vpc-endpoints-s3.html";
    public const string InterfaceEndpoints = PrivateLink + "create-interface-endpoint.html";
    public const string PrivateDns = PrivateLink + "privatelink-access-aws-services.html";
    public const string GatewayLoadBalancerEndpoints = PrivateLink + "gateway-load-balancer-endpoints.html";
}
