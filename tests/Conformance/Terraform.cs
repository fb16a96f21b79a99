namespace EndpointLab.Conformance;

/// <summary>Terraform with its AWS provider, in a folder of its own, against a server on loopback.</summary>
internal sealed class Terraform : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("endpointlab-terraform-").FullName;
    private readonly ClientProgram program;

    private Terraform(string provider, Uri endpoint)
    {
        var configuration = Path.Join(folder, "cli.tfrc");
        // An override is run as it is: nothing to initialize, to copy, or to compare with a lock file's hashes at every step.
        File.WriteAllText(configuration, $$"""
            disable_checkpoint = true
            provider_installation {
              dev_overrides { "hashicorp/aws" = "{{provider.Replace('\\', '/')}}" }
            }
            """);
        program = new("terraform", endpoint)
        {
            Folder = folder,
            Settings = new Dictionary<string, string> { ["TF_CLI_CONFIG_FILE"] = configuration, ["TF_IN_AUTOMATION"] = "1" },
        };
    }

    /// <summary>Skips the test, and says so, where Terraform or its AWS provider is not found.</summary>
    public static Terraform Require(string scenario, Uri endpoint)
    {
        ClientProgram.Require("terraform", endpoint, "version");
        Assert.SkipWhen(TerraformProvider.Folder is null, "skipped: terraform's provider hashicorp/aws not found");
        Terraform terraform = new(TerraformProvider.Folder!, endpoint);
        var files = Path.Join(AppContext.BaseDirectory, "terraform");
        foreach (var file in (string[])[Path.Join(files, "provider.tf"), Path.Join(files, scenario, "main.tf")])
            File.Copy(file, Path.Join(terraform.folder, Path.GetFileName(file)));
        return terraform;
    }

    public void Apply(params string[] options) => Run("apply", [.. options, "-auto-approve"]);

    public void Destroy(params string[] options) => Run("destroy", [.. options, "-auto-approve"]);

    /// <summary>Asserts that what is there is what was asked for, down to every attribute that the provider reads.</summary>
    public void PlanIsClean(params string[] options) => Run("plan", [.. options, "-detailed-exitcode"]);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Run(string command, string[] options)
    {
        var output = program.Run([command, "-no-color", "-input=false", .. options]).ShouldSucceed();
        // A check that fails is only a warning to Terraform.
        Assert.DoesNotContain("Check block assertion failed", output, StringComparison.Ordinal);
    }
}
