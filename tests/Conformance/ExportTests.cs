using System.Text.RegularExpressions;
using EndpointLab.Simulator;

namespace EndpointLab.Conformance;

/// <summary>What Export-EndpointLab writes of a VPC, read by those whom it is for.</summary>
public sealed partial class ExportTests : IDisposable
{
    private const string Provider = """
        provider "aws" {
          skip_metadata_api_check = true
          s3_use_path_style       = true
        }

        """;

    private readonly LoopbackServer server = Serve(), other = Serve();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("endpointlab-export-");

    public void Dispose()
    {
        server.Dispose();
        other.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("lab")]
    [InlineData("varied")]
    [InlineData("edges")]
    [InlineData("hostile")]
    public void Terraform_takes_over_what_is_there_and_finds_nothing_to_change(string script)
    {
        var configuration = Export(server, script)["Terraform"];
        using var terraform = Terraform.Require(server.Endpoint, ("provider.tf", Provider), ("main.tf", configuration));
        terraform.Validate();
        terraform.IsFormatted();

        Assert.Matches(@"^Plan: \d+ to import, 0 to add, 0 to change, 0 to destroy\.$", terraform.Plan("-var=import=true"));
        terraform.Apply("-var=import=true");
        terraform.PlanIsClean();
    }

    [Theory]
    [InlineData("lab")]
    [InlineData("varied")]
    [InlineData("edges")]
    [InlineData("hostile")]
    public void Terraform_makes_another_one_like_it(string script)
    {
        var before = Export(server, script);
        using var terraform = Terraform.Require(other.Endpoint, ("provider.tf", Provider), ("main.tf", before["Terraform"]));
        if (KeyName().Match(before["Terraform"]) is { Success: true } key)
        {
            Run(other, "key.ps1", "-Folder", folder.CreateSubdirectory("key").FullName, "-Name", key.Groups["name"].Value);
        }

        if (before["Terraform"].Contains("peer_vpc_id", StringComparison.Ordinal))
        {
            Run(other, "peers.ps1", "-Folder", terraform.Folder);
        }

        terraform.Apply();
        terraform.PlanIsClean();

        var after = Export(other, "found");
        Assert.All(
            (string[])["Terraform", "CloudFormation", "Mermaid"],
            format => Assert.Equal(WithoutAssigned(before[format]), WithoutAssigned(after[format])));
    }

    [Theory]
    [InlineData("lab")]
    [InlineData("varied")]
    [InlineData("edges")]
    [InlineData("hostile")]
    public void The_template_passes_cfn_lint(string script)
    {
        var lint = ClientProgram.Require("cfn-lint", server.Endpoint, "--version");
        Export(server, script);

        lint.Run(Path.Join(folder.FullName, script, "CloudFormation.txt")).ShouldSucceed();
    }

    [Fact]
    public void The_template_says_names_as_they_are()
    {
        var python = ClientProgram.Require("python3", server.Endpoint, "-c", "import boto3, yaml");
        Export(server, "hostile");

        Assert.Equal("done", python.Run([
            Path.Join(AppContext.BaseDirectory, "export", "tags.py"), Path.Join(folder.FullName, "hostile", "CloudFormation.txt"),
        ]).ShouldSucceed());
    }

    private static LoopbackServer Serve() => LoopbackServer.Start(new Cloud(new CloudOptions { Lifecycle = Lifecycle.Instant }), port: 0);

    /// <summary>The VPC that a script of export/ makes or finds, by format.</summary>
    private Dictionary<string, string> Export(LoopbackServer at, string script)
    {
        var target = folder.CreateSubdirectory(script);
        Run(at, "export.ps1", "-Script", Path.Join(AppContext.BaseDirectory, "export", script + ".ps1"), "-Folder", target.FullName);
        return target.GetFiles("*.txt").ToDictionary(
            file => Path.GetFileNameWithoutExtension(file.Name), file => File.ReadAllText(file.FullName));
    }

    private static void Run(LoopbackServer at, string script, params string[] arguments) =>
        LabRunner.Run(at.Endpoint, "export/" + script, ["-Url", at.Endpoint.ToString(), .. arguments]).ShouldSucceed();

    /// <summary>
    /// Ids and addresses are given as the resources come, which make them at the same time. What Terraform is to leave alone is only in
    /// what it took over: a lab's own tags, and the other side of a peering.
    /// </summary>
    private static string WithoutAssigned(string text) =>
        Ignored().Replace(AssignedAddress().Replace(Id().Replace(text, "$1-id"), "address"), "");

    [GeneratedRegex(@"variable ""key_name"" \{[^}]*default += ""(?<name>[^""]+)""")]
    private static partial Regex KeyName();

    [GeneratedRegex(@"(?<![a-z])([a-z]+)-[0-9a-f]{17}(?![0-9a-f])")]
    private static partial Regex Id();

    [GeneratedRegex(@"\n  lifecycle \{[^}]*\}\n")]
    private static partial Regex Ignored();

    [GeneratedRegex(@"\b\d+(\.\d+){3}\b(?!/)")]
    private static partial Regex AssignedAddress();
}
