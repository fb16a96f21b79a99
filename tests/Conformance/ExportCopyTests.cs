using System.Text.RegularExpressions;
using EndpointLab.Simulator;

namespace EndpointLab.Conformance;

/// <summary>What Terraform makes of an exported VPC in another account.</summary>
public sealed partial class ExportCopyTests : IDisposable
{
    private readonly LoopbackServer server = ExportScripts.Serve(), other = ExportScripts.Serve();
    private readonly ExportScripts scripts = new();

    public void Dispose()
    {
        server.Dispose();
        other.Dispose();
        scripts.Dispose();
    }

    [Theory]
    [InlineData("lab")]
    [InlineData("varied")]
    [InlineData("edges")]
    public void Terraform_makes_another_one_like_it(string script)
    {
        var before = scripts.Export(server, script);
        using var terraform = Terraform.Require(
            other.Endpoint, ("provider.tf", TerraformProvider.Block), ("main.tf", before["Terraform"]));
        if (KeyName().Match(before["Terraform"]) is { Success: true } key)
        {
            ExportScripts.Run(
                other, "key.ps1", "-Folder", scripts.Folder.CreateSubdirectory("key").FullName, "-Name", key.Groups["name"].Value);
        }

        if (before["Terraform"].Contains("peer_vpc_id", StringComparison.Ordinal))
        {
            ExportScripts.Run(other, "peers.ps1", "-Folder", terraform.Folder);
        }

        terraform.Apply();
        terraform.PlanIsClean();

        var after = scripts.Export(other, "found");
        Assert.All(
            (string[])["Terraform", "CloudFormation", "Mermaid"],
            format => Assert.Equal(WithoutAssigned(before[format]), WithoutAssigned(after[format])));
    }

    /// <summary>
    /// Ids and addresses are given as the resources come, which make them at the same time. What Terraform is to leave alone is only in
    /// what it took over, and what is said of a lab is of the lab: its own tags, and the other side of a peering.
    /// </summary>
    private static string WithoutAssigned(string text) =>
        OfOriginal().Replace(AssignedAddress().Replace(Id().Replace(text, "$1-id"), "address"), "");

    [GeneratedRegex(@"variable ""key_name"" \{[^}]*default += ""(?<name>[^""]+)""")]
    private static partial Regex KeyName();

    [GeneratedRegex(@"(?<![a-z])([a-z]+)-[0-9a-f]{17}(?![0-9a-f])")]
    private static partial Regex Id();

    [GeneratedRegex(@"\n  lifecycle \{[^}]*\}\n|# EndpointLab's own tags .*\n")]
    private static partial Regex OfOriginal();

    [GeneratedRegex(@"\b\d+(\.\d+){3}\b(?!/)")]
    private static partial Regex AssignedAddress();
}
