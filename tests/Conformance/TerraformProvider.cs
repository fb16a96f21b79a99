using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace EndpointLab.Conformance;

/// <summary>Finds Terraform's AWS provider, unpacked, in the mirrors that this computer has.</summary>
internal static partial class TerraformProvider
{
    /// <summary>What a configuration says of it, against a server on loopback.</summary>
    public const string Block = """
        provider "aws" {
          skip_metadata_api_check = true
          s3_use_path_style       = true
        }

        """;

    private const string Provider = "registry.terraform.io/hashicorp/aws";

    /// <summary>The folder of the newest one's program; null where there is none.</summary>
    public static string? Folder { get; } = Mirrors()
        .Select(mirror => Path.Join(mirror, Provider))
        .Where(Directory.Exists)
        .SelectMany(Directory.GetDirectories)
        .Where(version => Version.TryParse(Path.GetFileName(version), out _))
        .OrderByDescending(version => Version.Parse(Path.GetFileName(version)))
        .Select(version => Path.Join(version, Platform))
        .FirstOrDefault(folder => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "terraform-provider-aws*").Any());

    /// <summary>
    /// Terraform's own configuration. An override is run as it is: nothing to initialize, to copy, or to compare with a lock file's hashes
    /// at every step.
    /// </summary>
    public static string CliConfiguration => $$"""
        disable_checkpoint = true
        provider_installation {
          dev_overrides { "hashicorp/aws" = "{{Folder?.Replace('\\', '/')}}" }
        }
        """;

    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return $"{system}_{(RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "amd64")}";
        }
    }

    /// <summary>
    /// Those that Terraform's configuration names, those it looks in by itself ("Implied local mirrors" in the CLI's documentation),
    /// its cache, and any that was put where added software goes.
    /// </summary>
    private static IEnumerable<string> Mirrors()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var configuration = Environment.GetEnvironmentVariable("TF_CLI_CONFIG_FILE") ?? Path.Join(home, ".terraformrc");
        string[] named = File.Exists(configuration)
            ? [.. MirrorPath().Matches(File.ReadAllText(configuration)).Select(match => match.Groups["path"].Value)]
            : [];
        string[] implied =
        [
            Environment.GetEnvironmentVariable("TF_PLUGIN_CACHE_DIR") ?? Path.Join(home, ".terraform.d/plugin-cache"),
            Path.Join(home, ".terraform.d/plugins"),
            Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "terraform/plugins"),
            "/usr/local/share/terraform/plugins",
            "/usr/share/terraform/plugins",
        ];
        return [.. named, .. implied, .. Directory.Exists("/opt") ? Directory.GetDirectories("/opt") : []];
    }

    [GeneratedRegex("""filesystem_mirror\s*\{[^}]*\bpath\s*=\s*"(?<path>[^"]+)""")]
    private static partial Regex MirrorPath();
}
