using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Turns on the DNS of a VPC.</summary>
public sealed record EnableDnsSupport(string VpcId) : NetworkChange
{
    public override string Target => VpcId;

    public override string ToString() => $"Turn on enableDnsSupport of {VpcId}.";

    internal override Task ApplyAsync(LabOperation lab) =>
        lab.Ec2((ec2, token) => ec2.ModifyVpcAttributeAsync(new() { VpcId = VpcId, EnableDnsSupport = true }, token), VpcId);

    internal override NetworkModel ApplyTo(NetworkModel model) =>
        model with { Vpcs = Replace(model.Vpcs, vpc => vpc.Id == VpcId, vpc => vpc with { EnableDnsSupport = true }) };
}
