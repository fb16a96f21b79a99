namespace EndpointLab.Simulator.State;

/// <summary>How long something takes on AWS, under the name by which it can be set to something else.</summary>
/// <param name="Name">Such as EndpointCreation.</param>
/// <param name="OnAws">About as long as AWS takes.</param>
/// <param name="IsPaced">
/// Whether the cloud's lifecycle shortens it. What is gone stays visible, and what waits for somebody stays open, at any pace.
/// </param>
internal sealed record Delay(string Name, TimeSpan OnAws, bool IsPaced = true)
{
    public static readonly Delay VpcCreation = new(nameof(VpcCreation), TimeSpan.FromSeconds(1));

    /// <summary>Of a block with a VPC or a subnet, in either direction.</summary>
    public static readonly Delay CidrAssociation = new(nameof(CidrAssociation), TimeSpan.FromSeconds(2));
    public static readonly Delay DisassociatedCidrVisible = new(nameof(DisassociatedCidrVisible), TimeSpan.FromMinutes(1), IsPaced: false);

    public static readonly Delay InstanceStart = new(nameof(InstanceStart), TimeSpan.FromSeconds(15));
    public static readonly Delay InstanceChecks = new(nameof(InstanceChecks), TimeSpan.FromMinutes(2));
    public static readonly Delay InstanceStop = new(nameof(InstanceStop), TimeSpan.FromSeconds(30));
    public static readonly Delay TerminatedInstanceVisible = new(nameof(TerminatedInstanceVisible), TimeSpan.FromHours(1), IsPaced: false);

    /// <summary>Of an instance profile with an instance that runs already, in either direction.</summary>
    public static readonly Delay InstanceProfileAssociation = new(nameof(InstanceProfileAssociation), TimeSpan.FromSeconds(5));

    public static readonly Delay NatGatewayCreation = new(nameof(NatGatewayCreation), TimeSpan.FromSeconds(100));
    public static readonly Delay NatGatewayDeletion = new(nameof(NatGatewayDeletion), TimeSpan.FromSeconds(45));
    public static readonly Delay DeletedNatGatewayVisible = new(nameof(DeletedNatGatewayVisible), TimeSpan.FromHours(1), IsPaced: false);

    /// <summary>From pending to available; gateway endpoints are available at once.</summary>
    public static readonly Delay EndpointCreation = new(nameof(EndpointCreation), TimeSpan.FromSeconds(75));
    public static readonly Delay EndpointModification = new(nameof(EndpointModification), TimeSpan.FromSeconds(30));
    public static readonly Delay EndpointDeletion = new(nameof(EndpointDeletion), TimeSpan.FromSeconds(5));

    /// <summary>How long the network interfaces of an endpoint outlive it, and keep subnets and groups from being deleted.</summary>
    public static readonly Delay EndpointInterfaceRelease = new(nameof(EndpointInterfaceRelease), TimeSpan.FromSeconds(60));
    public static readonly Delay DeletedEndpointVisible = new(nameof(DeletedEndpointVisible), TimeSpan.FromMinutes(1), IsPaced: false);

    /// <summary>How long the provider has to accept. AWS documents no figure.</summary>
    public static readonly Delay EndpointAcceptance = new(nameof(EndpointAcceptance), TimeSpan.FromDays(7), IsPaced: false);

    public static readonly Delay EndpointServiceCreation = new(nameof(EndpointServiceCreation), TimeSpan.FromSeconds(2));
    public static readonly Delay EndpointServiceDeletion = new(nameof(EndpointServiceDeletion), TimeSpan.FromSeconds(5));
    public static readonly Delay DeletedEndpointServiceVisible = new(
        nameof(DeletedEndpointServiceVisible), TimeSpan.FromMinutes(1), IsPaced: false);

    /// <summary>How long AWS looks for the DNS record that proves a private name.</summary>
    public static readonly Delay PrivateDnsVerification = new(nameof(PrivateDnsVerification), TimeSpan.FromMinutes(1));

    /// <summary>Of a customer's prefix list, from its creation to its deletion.</summary>
    public static readonly Delay PrefixListChange = new(nameof(PrefixListChange), TimeSpan.FromSeconds(3));

    public static readonly Delay VpcPeeringRequest = new(nameof(VpcPeeringRequest), TimeSpan.FromSeconds(1));
    public static readonly Delay VpcPeeringAcceptance = new(nameof(VpcPeeringAcceptance), TimeSpan.FromDays(7), IsPaced: false);
    public static readonly Delay VpcPeeringProvisioning = new(nameof(VpcPeeringProvisioning), TimeSpan.FromSeconds(5));
    public static readonly Delay VpcPeeringDeletion = new(nameof(VpcPeeringDeletion), TimeSpan.FromSeconds(5));
    public static readonly Delay EndedVpcPeeringVisible = new(nameof(EndedVpcPeeringVisible), TimeSpan.FromHours(2), IsPaced: false);

    /// <summary>To the account that didn't end it.</summary>
    public static readonly Delay EndedVpcPeeringVisibleToPeer = new(
        nameof(EndedVpcPeeringVisibleToPeer), TimeSpan.FromDays(2), IsPaced: false);

    /// <summary>Of a VPN gateway to a VPC, in either direction.</summary>
    public static readonly Delay VpnGatewayAttachment = new(nameof(VpnGatewayAttachment), TimeSpan.FromSeconds(10));
    public static readonly Delay DeletedVpnGatewayVisible = new(nameof(DeletedVpnGatewayVisible), TimeSpan.FromHours(1), IsPaced: false);

    /// <summary>Of VPC Block Public Access or of an exclusion from it.</summary>
    public static readonly Delay BlockPublicAccessChange = new(nameof(BlockPublicAccessChange), TimeSpan.FromMinutes(2));
    public static readonly Delay DeletedExclusionVisible = new(nameof(DeletedExclusionVisible), TimeSpan.FromMinutes(1), IsPaced: false);

    public static readonly Delay ClientTokenLifetime = new(nameof(ClientTokenLifetime), TimeSpan.FromDays(1), IsPaced: false);

    public static IReadOnlyList<Delay> All { get; } =
    [
        VpcCreation, CidrAssociation, DisassociatedCidrVisible,
        InstanceStart, InstanceChecks, InstanceStop, TerminatedInstanceVisible, InstanceProfileAssociation,
        NatGatewayCreation, NatGatewayDeletion, DeletedNatGatewayVisible,
        EndpointCreation, EndpointModification, EndpointDeletion, EndpointInterfaceRelease, DeletedEndpointVisible, EndpointAcceptance,
        EndpointServiceCreation, EndpointServiceDeletion, DeletedEndpointServiceVisible, PrivateDnsVerification,
        PrefixListChange,
        VpcPeeringRequest, VpcPeeringAcceptance, VpcPeeringProvisioning, VpcPeeringDeletion, EndedVpcPeeringVisible,
        EndedVpcPeeringVisibleToPeer,
        VpnGatewayAttachment, DeletedVpnGatewayVisible,
        BlockPublicAccessChange, DeletedExclusionVisible,
        ClientTokenLifetime,
    ];

    /// <summary>The delay of that name, in any case; null if there is none.</summary>
    public static Delay? Find(string name) => All.FirstOrDefault(delay => delay.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
