using Amazon.EC2.Model;
using EndpointLab.Analysis;

namespace EndpointLab.Export;

/// <summary>What a set of DHCP options says ("DHCP option sets" in the VPC User Guide).</summary>
internal static class DhcpText
{
    /// <summary>In place of an id: no options at all.</summary>
    public const string None = "default";

    /// <summary>Whether it is what a Region gives its VPCs, which a copy gets by itself, with the names of its own Region.</summary>
    public static bool IsOfRegion(DhcpOptions options, string region) =>
        !VpcContents.OwnTags(options.Tags).Any()
        && options.DhcpConfigurations is { Count: 2 }
        && ValuesOf(options, "domain-name-servers") is [DhcpOptionsModel.AmazonProvidedDns]
        && ValuesOf(options, "domain-name") is [var name]
        && name == (region == "us-east-1" ? "ec2.internal" : $"{region}.compute.internal");

    /// <summary>Empty for an option that it hasn't.</summary>
    public static IReadOnlyList<string> ValuesOf(DhcpOptions options, string key) =>
        options.DhcpConfigurations?.Find(one => one.Key == key)?.Values ?? [];
}
