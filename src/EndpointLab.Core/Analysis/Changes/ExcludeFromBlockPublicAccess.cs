using Amazon.EC2;
using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Exempts a subnet from VPC Block Public Access.</summary>
/// <param name="Mode">allow-egress for connections that are opened from within, or allow-bidirectional.</param>
public sealed record ExcludeFromBlockPublicAccess(string SubnetId, string Mode) : NetworkChange
{
    internal const string Egress = "allow-egress", Bidirectional = "allow-bidirectional";

    public override string Target => SubnetId;

    public override string ToString() => $"Exclude {SubnetId} from VPC Block Public Access ({Mode}).";

    public override string Caution => $"All that is in {SubnetId} may then use its gateways, as far as routes, groups and ACLs let it.";

    /// <summary>A subnet has one exclusion, whose mode changes.</summary>
    internal override async Task ApplyAsync(LabOperation lab)
    {
        var mode = InternetGatewayExclusionMode.FindValue(Mode);
        var present = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeVpcBlockPublicAccessExclusionsAsync(new() { NextToken = next }, token),
            response => response.VpcBlockPublicAccessExclusions,
            response => response.NextToken,
            SubnetId);
        var own = present.Select(ModelOf.Exclusion).FirstOrDefault(exclusion => exclusion?.ResourceId == SubnetId);
        if (own is null)
        {
            await lab.Ec2((ec2, token) => ec2.CreateVpcBlockPublicAccessExclusionAsync(
                new() { SubnetId = SubnetId, InternetGatewayExclusionMode = mode }, token), SubnetId);
        }
        else
        {
            await lab.Ec2((ec2, token) => ec2.ModifyVpcBlockPublicAccessExclusionAsync(
                new() { ExclusionId = own.Id, InternetGatewayExclusionMode = mode }, token), own.Id);
        }
    }

    internal override NetworkModel ApplyTo(NetworkModel model) => model with
    {
        BlockPublicAccess = model.BlockPublicAccess with
        {
            Exclusions =
            [
                .. model.BlockPublicAccess.Exclusions.Where(exclusion => exclusion.ResourceId != SubnetId),
                new("vpcbpa-exclude-new", SubnetId, Mode is Bidirectional),
            ],
        },
    };
}
