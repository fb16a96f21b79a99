using EndpointLab.Core.Tests.Analysis;

namespace EndpointLab.Core.Tests.Export;

public sealed class ExportNamesTests : IDisposable
{
    private readonly SimulatedNetwork network = new();

    public void Dispose() => network.Dispose();

    [Theory]
    [InlineData(ExportFormat.CloudFormation)]
    [InlineData(ExportFormat.Terraform)]
    public async Task What_names_mean_in_the_VPC_is_left_out_and_said(ExportFormat format)
    {
        var vpc = await network.VpcAsync("10.0.0.0/16");
        var zone = await network.CreateZoneAsync("corp.example.com", vpc);
        var (_, group) = await network.BlockNameAsync("blocked.example.com", "NXDOMAIN", vpc);

        var text = await Exports.WriteAsync(network.Lab, vpc, format);

        Assert.Contains(
            $"# The private hosted zone corp.example.com ({zone}) is associated with the VPC, and is left out.\n", text, StringComparison.Ordinal);
        Assert.Contains(
            $"# The DNS firewall's rule group {group} is associated with the VPC, and is left out.\n", text, StringComparison.Ordinal);
    }
}
