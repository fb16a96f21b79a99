using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Has the instances of a VPC ask Amazon's DNS, by DHCP options that are otherwise like those it has.</summary>
public sealed record UseAmazonDns(string VpcId) : NetworkChange
{
    private const string Supposed = "dopt-new", Servers = "domain-name-servers";

    public override string Target => VpcId;

    public override string ToString() => $"Give {VpcId} DHCP options with {DhcpOptionsModel.AmazonProvidedDns} as the DNS server.";

    public override string Caution =>
        "Instances ask it once they renew their lease, within hours. Names that only the other server knows are then unknown.";

    internal override async Task ApplyAsync(LabOperation lab)
    {
        var vpcs = await lab.Ec2((ec2, token) => ec2.DescribeVpcsAsync(new DescribeVpcsRequest { VpcIds = [VpcId] }, token), VpcId);
        var vpc = vpcs.Vpcs[0];
        var present = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeDhcpOptionsAsync(
                new() { Filters = [new("dhcp-options-id", [vpc.DhcpOptionsId])], NextToken = next }, token),
            response => response.DhcpOptions,
            response => response.NextToken,
            vpc.DhcpOptionsId);
        var kept = present.SelectMany(options => options.DhcpConfigurations ?? []).Where(option => option.Key != Servers)
            .Select(option => new DhcpConfiguration { Key = option.Key, Values = [.. option.Values ?? []] });
        var tags = present.SelectMany(options => options.Tags ?? [])
            .Where(tag => !tag.Key.StartsWith("aws:", StringComparison.Ordinal)).ToList();
        var created = await lab.Ec2((ec2, token) => ec2.CreateDhcpOptionsAsync(
            new()
            {
                DhcpConfigurations = [.. kept, new() { Key = Servers, Values = [DhcpOptionsModel.AmazonProvidedDns] }],
                TagSpecifications = tags.Count == 0 ? null : [new() { ResourceType = ResourceType.DhcpOptions, Tags = tags }],
            },
            token), VpcId);
        var optionsId = created.DhcpOptions.DhcpOptionsId;
        await lab.JustCreated(() => lab.Ec2((ec2, token) => ec2.AssociateDhcpOptionsAsync(
            new() { DhcpOptionsId = optionsId, VpcId = VpcId }, token), VpcId));
    }

    internal override NetworkModel ApplyTo(NetworkModel model) => model with
    {
        Vpcs = Replace(model.Vpcs, vpc => vpc.Id == VpcId, vpc => vpc with { DhcpOptionsId = Supposed }),
        DhcpOptions = [.. model.DhcpOptions.Where(options => options.Id != Supposed), new(Supposed, [DhcpOptionsModel.AmazonProvidedDns])],
    };
}
