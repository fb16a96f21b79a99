namespace EndpointLab.Conformance;

/// <summary>Terraform with its AWS provider, in a folder of its own, against a server on loopback.</summary>
internal sealed class Terraform : IDisposable
{
    private readonly ClientProgram program;

    private Terraform(Uri endpoint, IEnumerable<(string Name, string Text)> files)
    {
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Join(Folder, name), text);
        var configuration = Path.Join(Folder, "cli.tfrc");
        File.WriteAllText(configuration, TerraformProvider.CliConfiguration);
        program = new("terraform", endpoint)
        {
            Folder = Folder,
            Settings = new Dictionary<string, string> { ["TF_CLI_CONFIG_FILE"] = configuration, ["TF_IN_AUTOMATION"] = "1" },
        };
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("endpointlab-terraform-").FullName;

    /// <summary>Skips the test, and says so, where Terraform or its AWS provider is not found.</summary>
    /// <param name="scenario">A folder of terraform/.</param>
    public static Terraform Require(string scenario, Uri endpoint)
    {
        var files = Path.Join(AppContext.BaseDirectory, "terraform");
        return Require(
            endpoint,
            ("provider.tf", File.ReadAllText(Path.Join(files, "provider.tf"))),
            ("main.tf", File.ReadAllText(Path.Join(files, scenario, "main.tf"))));
    }

    /// <inheritdoc cref="Require(string, Uri)"/>
    public static Terraform Require(Uri endpoint, params IEnumerable<(string Name, string Text)> files)
    {
        ClientProgram.Require("terraform", endpoint, "version");
        Assert.SkipWhen(TerraformProvider.Folder is null, "skipped: terraform's provider hashicorp/aws not found");
        return new(endpoint, files);
    }

    public void Validate() => Run("validate", []);

    /// <summary>Asserts that it is formatted as Terraform itself formats.</summary>
    public void IsFormatted() => Run("fmt", ["-check", "-diff"]);

    /// <summary>What a plan would do, in a line.</summary>
    public string Plan(params string[] options) =>
        Run("plan", options).Split('\n').Single(line => line.StartsWith("Plan:", StringComparison.Ordinal) || line.StartsWith("No changes.", StringComparison.Ordinal));

    public void Apply(params string[] options) => Run("apply", [.. options, "-auto-approve"]);

    public void Destroy(params string[] options) => Run("destroy", [.. options, "-auto-approve"]);

    /// <summary>Asserts that what is there is what was asked for, down to every attribute that the provider reads.</summary>
    public void PlanIsClean(params string[] options) => Run("plan", [.. options, "-detailed-exitcode"]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string Run(string command, string[] options)
    {
        string[] input = command is "fmt" or "validate" ? [] : ["-input=false"];
        var output = program.Run([command, "-no-color", .. input, .. options]).ShouldSucceed();
        // A check that fails is only a warning to Terraform.
        Assert.DoesNotContain("Check block assertion failed", output, StringComparison.Ordinal);
        return output;
    }
}
