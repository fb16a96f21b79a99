using System.Reflection;

namespace EndpointLab.Cmdlets.Tests;

/// <summary>Where this test's sources and the module built from them are.</summary>
internal static class Repository
{
    public static string Folder { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryFolder").Value!);

    public static string ModuleFolder { get; } = Path.Join(Folder, "output", "EndpointLab");

    public static string Manifest { get; } = Path.Join(ModuleFolder, "EndpointLab.psd1");

    public static string Views { get; } = Path.Join(ModuleFolder, "EndpointLab.Format.ps1xml");
}
