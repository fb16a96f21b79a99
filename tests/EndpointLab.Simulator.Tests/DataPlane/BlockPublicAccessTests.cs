using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.DataPlane;

/// <summary>The lab of <see cref="LabNetwork"/> in an account that blocks public access.</summary>
public sealed class BlockPublicAccessTests : IAsyncLifetime
{
    private const string Host = "198.51.100.1";

    private LabNetwork lab = null!;

    public async ValueTask InitializeAsync() => lab = await LabNetwork.Build();

    public ValueTask DisposeAsync()
    {
        lab.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("block-bidirectional")]
    [InlineData("block-ingress")]
    public async Task An_internet_gateway_passes_nothing_and_endpoints_do_all_the_same(string mode)
    {
        await Block(mode);
        await OutIsBlocked(mode);
        await InIsBlocked(mode);
        Assert.Equal(lab.Endpoint, (await lab.Connect(lab.PrivateInterface, LabNetwork.S3Name, 443)).Via);
        Assert.True((await lab.Connect(lab.PublicInterface, lab.Private.PrivateIpAddress, 22)).IsReachable);
        await Block("off");
        await OutPasses();
        await InPasses();
    }

    [Theory]
    [InlineData("block-bidirectional", false)]
    [InlineData("block-bidirectional", true)]
    [InlineData("block-ingress", false)]
    [InlineData("block-ingress", true)]
    public async Task What_is_excluded_for_both_directions_passes(string mode, bool isVpc)
    {
        await Block(mode);
        var exclusion = await Exclude(InternetGatewayExclusionMode.AllowBidirectional, isVpc ? null : lab.Public.SubnetId);
        await OutPasses();
        await InPasses();
        await lab.Ec2.DeleteVpcBlockPublicAccessExclusionAsync(new() { ExclusionId = exclusion }, Cancel);
        await OutIsBlocked(mode);
    }

    [Fact]
    public async Task What_is_excluded_for_egress_passes_outward_where_both_directions_are_blocked()
    {
        await Block("block-bidirectional");
        var exclusion = await Exclude(InternetGatewayExclusionMode.AllowEgress, lab.Public.SubnetId);
        await OutPasses();
        await InIsBlocked("block-bidirectional");
        await Block("block-ingress");
        await OutIsBlocked("block-ingress");
        await lab.Ec2.ModifyVpcBlockPublicAccessExclusionAsync(new()
        {
            ExclusionId = exclusion,
            InternetGatewayExclusionMode = InternetGatewayExclusionMode.AllowBidirectional,
        }, Cancel);
        await OutPasses();
        await InPasses();
    }

    [Fact]
    public async Task A_nat_gateway_counts_by_its_own_subnet()
    {
        var nat = await AddNat();
        Assert.Equal(nat, (await lab.Connect(lab.PrivateInterface, Host, 443)).Via);
        await Block("block-ingress");
        Assert.True((await lab.Connect(lab.PrivateInterface, Host, 443)).IsReachable);
        await Block("block-bidirectional");
        var blocked = $"vpc-bpa block-bidirectional: {lab.Gateway} lets nothing out of {lab.Public.SubnetId}";
        Assert.Equal(blocked, (await lab.Connect(lab.PrivateInterface, Host, 443)).StoppedBy);
        await Exclude(InternetGatewayExclusionMode.AllowEgress, lab.Private.SubnetId);
        Assert.Equal(blocked, (await lab.Connect(lab.PrivateInterface, Host, 443)).StoppedBy);
        await Exclude(InternetGatewayExclusionMode.AllowEgress, lab.Public.SubnetId);
        Assert.True((await lab.Connect(lab.PrivateInterface, Host, 443)).IsReachable);
    }

    [Fact]
    public async Task An_egress_only_internet_gateway_works_unless_both_directions_are_blocked()
    {
        const string Host6 = "2001:db8::10";
        var block = (await lab.Ec2.AssociateVpcCidrBlockAsync(new() { VpcId = lab.VpcId, AmazonProvidedIpv6CidrBlock = true }, Cancel))
            .Ipv6CidrBlockAssociation.Ipv6CidrBlock;
        await lab.Ec2.AssociateSubnetCidrBlockAsync(
            new() { SubnetId = lab.Private.SubnetId, Ipv6CidrBlock = block.Replace("/56", "/64", StringComparison.Ordinal) }, Cancel);
        await lab.Ec2.AssignIpv6AddressesAsync(new() { NetworkInterfaceId = lab.PrivateInterface, Ipv6AddressCount = 1 }, Cancel);
        var gateway = (await lab.Ec2.CreateEgressOnlyInternetGatewayAsync(new() { VpcId = lab.VpcId }, Cancel))
            .EgressOnlyInternetGateway.EgressOnlyInternetGatewayId;
        await lab.Ec2.CreateRouteAsync(
            new() { RouteTableId = lab.PrivateTable, DestinationIpv6CidrBlock = "::/0", EgressOnlyInternetGatewayId = gateway }, Cancel);
        await OpenEgress(new() { IpProtocol = "-1", Ipv6Ranges = [new() { CidrIpv6 = "::/0" }] });
        await Block("block-ingress");
        Assert.Equal(gateway, (await lab.Connect(lab.PrivateInterface, Host6, 443)).Via);
        await Block("block-bidirectional");
        Assert.Equal(
            $"vpc-bpa block-bidirectional: {gateway} lets nothing out of {lab.Private.SubnetId}",
            (await lab.Connect(lab.PrivateInterface, Host6, 443)).StoppedBy);
    }

    private Task Block(string mode) =>
        lab.Ec2.ModifyVpcBlockPublicAccessOptionsAsync(new() { InternetGatewayBlockMode = mode }, Cancel);

    /// <summary>Excludes a subnet, or the VPC.</summary>
    private async Task<string> Exclude(InternetGatewayExclusionMode mode, string? subnet) =>
        (await lab.Ec2.CreateVpcBlockPublicAccessExclusionAsync(
            new() { SubnetId = subnet, VpcId = subnet is null ? lab.VpcId : null, InternetGatewayExclusionMode = mode }, Cancel))
            .VpcBlockPublicAccessExclusion.ExclusionId;

    private async Task OutPasses() => Assert.Null((await lab.Connect(lab.PublicInterface, Host, 443)).StoppedBy);

    private async Task InPasses() => Assert.Null((await lab.Connect(LabNetwork.Home, lab.Public.PublicIpAddress, 22)).StoppedBy);

    private async Task OutIsBlocked(string mode) => Assert.Equal(
        $"vpc-bpa {mode}: {lab.Gateway} lets nothing out of {lab.Public.SubnetId}",
        (await lab.Connect(lab.PublicInterface, Host, 443)).StoppedBy);

    private async Task InIsBlocked(string mode) => Assert.Equal(
        $"vpc-bpa {mode}: {lab.Gateway} lets nothing into {lab.Public.SubnetId}",
        (await lab.Connect(LabNetwork.Home, lab.Public.PublicIpAddress, 22)).StoppedBy);

    private async Task<string> AddNat()
    {
        var address = (await lab.Ec2.AllocateAddressAsync(new(), Cancel)).AllocationId;
        var nat = (await lab.Ec2.CreateNatGatewayAsync(new() { SubnetId = lab.Public.SubnetId, AllocationId = address }, Cancel))
            .NatGateway.NatGatewayId;
        await lab.Ec2.CreateRouteAsync(
            new() { RouteTableId = lab.PrivateTable, DestinationCidrBlock = "0.0.0.0/0", NatGatewayId = nat }, Cancel);
        await OpenEgress(new() { IpProtocol = "-1", Ipv4Ranges = [new() { CidrIp = "0.0.0.0/0" }] });
        return nat;
    }

    private Task OpenEgress(IpPermission permission) =>
        lab.Ec2.AuthorizeSecurityGroupEgressAsync(new() { GroupId = lab.PrivateGroup, IpPermissions = [permission] }, Cancel);
}
