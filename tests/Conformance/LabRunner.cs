using System.Reflection;

namespace EndpointLab.Conformance;

/// <summary>The module's runner in a process of its own, against a server on loopback.</summary>
internal static class LabRunner
{
    private static readonly string Program =
        typeof(LabRunner).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Runner").Value!;

    /// <summary>Runs the text of a script where AWS is what stands for it.</summary>
    /// <param name="environment">What leads there.</param>
    public static ClientRun RunOnAws(IReadOnlyDictionary<string, string> environment, string text) =>
        new ClientProgram("dotnet", endpoint: null) { Settings = environment }.Run("exec", Program, "-Command", text);

    /// <param name="script">A file's path from the tests' folder.</param>
    public static ClientRun Run(Uri endpoint, string script, params string[] arguments) =>
        new ClientProgram("dotnet", endpoint).Run(["exec", Program, Path.Join(AppContext.BaseDirectory, script), .. arguments]);
}
