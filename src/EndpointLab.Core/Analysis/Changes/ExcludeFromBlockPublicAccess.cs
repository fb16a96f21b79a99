using Amazon.EC2;
using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Exempts a subnet from VPC Block Public Access.</summary>
/// <param name="Mode">allow-egress for connections that are opened from within, or allow-bidirectional.</param>
public sealed record ExcludeFromBlockPublicAccess(string SubnetId, string Mode) : NetworkChange
{
    internal const string Egress = "allow-egress", Bidirectional = "allow-bidirectional";

    public override string Target => SubnetId;

    public override string Description => $"Exclude {SubnetId} from VPC Block Public Access ({Mode}).";

    public override string Caution => $"All that is in {SubnetId} may then use its gateways, as far as routes, groups and ACLs let it.";

    internal override Task ApplyAsync(LabOperation lab) => lab.Ec2((ec2, token) => ec2.CreateVpcBlockPublicAccessExclusionAsync(
        new() { SubnetId = SubnetId, InternetGatewayExclusionMode = InternetGatewayExclusionMode.FindValue(Mode) }, token), SubnetId);

    internal override NetworkModel ApplyTo(NetworkModel model) => model with
    {
        BlockPublicAccess = model.BlockPublicAccess with
        {
            Exclusions = [.. model.BlockPublicAccess.Exclusions, new("vpcbpa-exclude-new", SubnetId, Mode is Bidirectional)],
        },
    };
}
