using EndpointLab.Simulator;

namespace EndpointLab.Conformance;

/// <summary>What Export-EndpointLab writes of a VPC, read by those whom it is for.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly LoopbackServer server = ExportScripts.Serve();
    private readonly ExportScripts scripts = new();

    public void Dispose()
    {
        server.Dispose();
        scripts.Dispose();
    }

    [Theory]
    [InlineData("lab")]
    [InlineData("varied")]
    [InlineData("edges")]
    [InlineData("hostile")]
    [InlineData("appliances")]
    [InlineData("default")]
    public void Terraform_takes_over_what_is_there_and_finds_nothing_to_change(string script)
    {
        var configuration = scripts.Export(server, script)["Terraform"];
        using var terraform = Terraform.Require(server.Endpoint, ("provider.tf", TerraformProvider.Block), ("main.tf", configuration));
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
    [InlineData("appliances")]
    [InlineData("default")]
    public void The_template_passes_cfn_lint(string script)
    {
        var lint = ClientProgram.Require("cfn-lint", server.Endpoint, "--version");
        scripts.Export(server, script);

        lint.Run(Template(script)).ShouldSucceed();
    }

    [Fact]
    public void The_template_says_names_as_they_are()
    {
        var python = ClientProgram.Require("python3", server.Endpoint, "-c", "from boto3 import client; import yaml");
        scripts.Export(server, "hostile");

        Assert.Equal("done", python.Run([Path.Join(AppContext.BaseDirectory, "export", "tags.py"), Template("hostile")]).ShouldSucceed());
    }

    private string Template(string script) => Path.Join(scripts.Folder.FullName, script, "CloudFormation.txt");
}
