using EndpointLab.Analysis;
using EndpointLab.Labs;

namespace EndpointLab;

/// <summary>Makes an interface endpoint with private DNS for a service of AWS's, in one subnet and with one security group.</summary>
/// <param name="ServiceName">The full name, such as com.amazonaws.eu-central-1.sts.</param>
public sealed record CreateInterfaceEndpoint(string SubnetId, string ServiceName, string GroupId) : NetworkChange
{
    private const string Supposed = "vpce-made", SupposedInterface = "eni-made";

    public override string Target => SubnetId;

    public override string ToString() =>
        $"Create an interface endpoint for {ServiceName} in {SubnetId}, with private DNS and the security group {GroupId}.";

    public override string Caution => "AWS bills an interface endpoint by the hour, and all of the VPC then asks the service through it.";

    internal override async Task ApplyAsync(LabOperation lab)
    {
        var subnet = await Subnets.GetAsync(lab, SubnetId);
        var tags = await LabTags.InVpcAsync(
            lab,
            subnet.VpcId,
            name => new InterfaceEndpointNode(name, EndpointLab.ServiceName.ShortOf(ServiceName, lab.Session.Region), []));
        InterfaceEndpointPlan plan = new(ServiceName, [SubnetId], tags)
        {
            SecurityGroupIds = [GroupId],
            PrivateDnsEnabled = true,
        };
        await InterfaceEndpoints.CreateAsync(lab, plan);
    }

    internal override NetworkModel ApplyTo(NetworkModel model)
    {
        var subnet = model.Subnets.First(one => one.Id == SubnetId);
        var address = PathOrigin.In(subnet, model).Interface!.Addresses.Where(one => !one.IsIpv6).Take(1);
        EndpointModel endpoint = new(Supposed, subnet.VpcId, "Interface", ServiceName, EndpointStates.Available)
        {
            SubnetIds = [SubnetId],
            InterfaceIds = [SupposedInterface],
            GroupIds = [GroupId],
            PrivateDnsEnabled = true,
        };
        InterfaceModel card = new(SupposedInterface, subnet.VpcId, SubnetId, [.. address]) { GroupIds = [GroupId], Type = "vpc_endpoint" };
        return model with
        {
            Endpoints = [.. model.Endpoints, endpoint with { DnsNames = [.. endpoint.PrivateNames] }],
            Interfaces = [.. model.Interfaces, card],
        };
    }
}
