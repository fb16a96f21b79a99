using EndpointLab.Simulator;

namespace EndpointLab.Conformance;

/// <summary>The scripts of export/, which make or find a VPC and write it in every format.</summary>
internal sealed class ExportScripts : IDisposable
{
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("endpointlab-export-");

    public static LoopbackServer Serve() => LoopbackServer.Start(new Cloud(new CloudOptions { Lifecycle = Lifecycle.Instant }), port: 0);

    /// <summary>The VPC that a script makes or finds, by format.</summary>
    public Dictionary<string, string> Export(LoopbackServer at, string script)
    {
        var target = Folder.CreateSubdirectory(script);
        Run(at, "export.ps1", "-Script", Path.Join(AppContext.BaseDirectory, "export", script + ".ps1"), "-Folder", target.FullName);
        return target.GetFiles("*.txt").ToDictionary(
            file => Path.GetFileNameWithoutExtension(file.Name), file => File.ReadAllText(file.FullName));
    }

    public static void Run(LoopbackServer at, string script, params string[] arguments) =>
        LabRunner.Run(at.Endpoint, "export/" + script, ["-Url", at.Endpoint.ToString(), .. arguments]).ShouldSucceed();

    public void Dispose() => Folder.Delete(recursive: true);
}
