using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Has a VPC give DNS names, which private DNS needs.</summary>
public sealed record EnableDnsHostnames(string VpcId) : NetworkChange
{
    public override string Target => VpcId;

    public override string ToString() => $"Turn on enableDnsHostnames of {VpcId}.";

    internal override Task ApplyAsync(LabOperation lab) =>
        lab.Ec2((ec2, token) => ec2.ModifyVpcAttributeAsync(new() { VpcId = VpcId, EnableDnsHostnames = true }, token), VpcId);

    internal override NetworkModel ApplyTo(NetworkModel model) =>
        model with { Vpcs = Replace(model.Vpcs, vpc => vpc.Id == VpcId, vpc => vpc with { EnableDnsHostnames = true }) };
}
