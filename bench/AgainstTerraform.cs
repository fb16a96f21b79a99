using System.Globalization;
using EndpointLab.Conformance;
using EndpointLab.Simulator;

namespace EndpointLab.Bench;

/// <summary>
/// A cold pwsh that imports the module and builds a lab, against Terraform, which applies what was exported of it: the same lab, on the
/// same simulator over loopback, lifecycle Quick.
/// </summary>
internal static class AgainstTerraform
{
    private const int Runs = 5;
    private const string Lab = "demo", Region = "us-east-1";

    public static async Task<int> MeasureAsync()
    {
        if (TerraformProvider.Folder is null)
        {
            Console.Error.WriteLine("Terraform's provider hashicorp/aws isn't found in any mirror here.");
            return 1;
        }

        await using var server = LoopbackServer.Start(new Cloud(new CloudOptions()), port: 0);
        var folder = Directory.CreateTempSubdirectory("endpointlab-bench-").FullName;
        try
        {
            var session = $"Import-Module '{Repository.Manifest}'; "
                + $"$null = Connect-LabSession -EndpointUrl {server.Endpoint} -Region {Region}; ";
            var (build, remove) = (
                $"New-EndpointLab {Lab} -WithInstance -WithBucket -CallerCidr 203.0.113.7/32 -KeyFolder '{folder}'",
                $"Remove-EndpointLab {Lab} -Confirm:$false -KeyFolder '{folder}'");
            List<double> times = [];
            for (var run = 0; run < Runs; run++)
            {
                times.Add(Pwsh(session + build));
                Pwsh($"{session}Export-EndpointLab {Lab} Terraform -Path '{folder}/main.tf' -Force; {remove}");
            }

            Pwsh($"{session}New-LabKeyPair terraform -Path '{folder}/key'");
            var apply = Terraform(server.Endpoint, folder);
            var median = Statistics.Median(times);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"a lab, cold: pwsh with New-EndpointLab {median:0} ms (median of {Runs}, slowest {times.Max():0}), "
                    + $"terraform apply {apply:0} ms: 1/{apply / median:0.0}"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Pwsh(string script) =>
        ColdStart.Time("pwsh", ["-NoProfile", "-Command", $"$ErrorActionPreference = 'Stop'; {script}"]);

    /// <summary>
    /// How long an apply takes, without what goes before it: the provider is there, and nothing is looked up on the internet.
    /// </summary>
    private static double Terraform(Uri endpoint, string folder)
    {
        var configuration = Path.Join(folder, "cli.tfrc");
        File.WriteAllText(configuration, TerraformProvider.CliConfiguration);
        File.WriteAllText(Path.Join(folder, "provider.tf"), TerraformProvider.Block);
        string[] apply = [$"-chdir={folder}", "apply", "-auto-approve", "-input=false", "-no-color", "-var=key_name=terraform"];
        return ColdStart.Time("terraform", apply, new()
        {
            ["TF_CLI_CONFIG_FILE"] = configuration,
            ["AWS_ENDPOINT_URL"] = endpoint.ToString(),
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["AWS_DEFAULT_REGION"] = Region,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        });
    }
}
