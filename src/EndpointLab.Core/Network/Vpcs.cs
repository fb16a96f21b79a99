using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Resources;

namespace EndpointLab;

/// <summary>Makes, finds and deletes VPCs.</summary>
public static class Vpcs
{
    /// <summary>Creates a VPC whose instances have DNS names, which private DNS of interface endpoints needs.</summary>
    /// <param name="ipv6">Whether Amazon gives it an IPv6 block.</param>
    public static async Task<Vpc> CreateAsync(LabOperation lab, Cidr cidrBlock, bool ipv6, IReadOnlyDictionary<string, string> tags)
    {
        var created = await lab.Ec2((ec2, token) => ec2.CreateVpcAsync(
            new CreateVpcRequest
            {
                CidrBlock = $"{cidrBlock}",
                AmazonProvidedIpv6CidrBlock = ipv6 ? true : null,
                TagSpecifications = Tags.Specify(ResourceType.Vpc, tags),
            },
            token), cidrBlock);
        var vpcId = created.Vpc.VpcId;
        await EnableDnsHostnamesAsync(lab, vpcId);
        return await lab.JustCreated(() => GetAsync(lab, vpcId));
    }

    public static async Task<IReadOnlyList<Vpc>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var vpcs = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeVpcsAsync(
                new() { VpcIds = query.IdList, Filters = query.FilterList, NextToken = next }, token),
            response => response.Vpcs,
            response => response.NextToken);
        return [.. vpcs.Select(vpc => new Vpc(lab.Session, vpc))];
    }

    public static async Task<Vpc> GetAsync(LabOperation lab, string vpcId) =>
        (await GetAsync(lab, ResourceQuery.ById(vpcId)))[0];

    internal static Task EnableDnsHostnamesAsync(LabOperation lab, string vpcId) => lab.JustCreated(() => lab.Ec2(
        (ec2, token) => ec2.ModifyVpcAttributeAsync(new() { VpcId = vpcId, EnableDnsHostnames = true }, token), vpcId));

    /// <param name="attribute">enableDnsSupport or enableDnsHostnames.</param>
    internal static async Task<bool> HasAttributeAsync(LabOperation lab, string vpcId, VpcAttributeName attribute)
    {
        var answer = await lab.Ec2(
            (ec2, token) => ec2.DescribeVpcAttributeAsync(new() { VpcId = vpcId, Attribute = attribute }, token), vpcId);
        return (answer.EnableDnsSupport ?? answer.EnableDnsHostnames) is not false;
    }

    public static Task RemoveAsync(LabOperation lab, string vpcId) => Dependents.NameAsync(
        lab.Ec2((ec2, token) => ec2.DeleteVpcAsync(new() { VpcId = vpcId }, token), vpcId),
        () => Dependents.OfVpcAsync(lab, vpcId));
}
