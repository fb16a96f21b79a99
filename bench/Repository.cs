using System.Reflection;

namespace EndpointLab.Bench;

/// <summary>Where what is measured lies.</summary>
internal static class Repository
{
    public static string Folder => Path.GetFullPath(Metadata("RepositoryFolder"));

    public static string Manifest => Path.Join(Folder, "output", "EndpointLab", "EndpointLab.psd1");

    public static string Sample => Path.Join(Folder, "samples", "Build-EndpointLab.ps1");

    public static string Runner => Path.Join(
        Folder, "tools", "EndpointLab.Runner", "bin", Metadata("Configuration"), "net10.0", "EndpointLab.Runner.dll");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
