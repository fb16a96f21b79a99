using System.Reflection;

namespace EndpointLab.Runner;

/// <summary>What the build put where.</summary>
internal static class RunnerFiles
{
    public static string Module => Metadata("Module");

    public static string Sample => Path.GetFullPath(Metadata("Sample"));

    private static string Metadata(string key) =>
        typeof(RunnerFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
