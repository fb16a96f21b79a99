using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Tests.Recordings;

/// <summary>
/// Answers recorded from AWS, which belong to no repository: they lie in the folder that <c>ENDPOINTLAB_RECORDINGS</c> names, or in
/// <c>shared/aws-recordings</c> beside the repository. Where they are absent, the tests that need them count as skipped.
/// </summary>
internal static class Recording
{
    /// <summary>What AWS answered in one recorded test, by the name of the step.</summary>
    public static JsonNode Of(string file, string test)
    {
        var recordings = JsonNode.Parse(File.ReadAllText(Require(file)))!.AsObject();
        return recordings.Single(recording => recording.Key.EndsWith("::" + test, StringComparison.Ordinal)).Value!["recorded-content"]!;
    }

    /// <summary>Where a file of recordings lies. Skips the test, and says so, where there is none.</summary>
    public static string Require(string file)
    {
        var path = Path.Combine(Folder(), file);
        Assert.SkipUnless(File.Exists(path), $"skipped: {path} not found");
        return path;
    }

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("ENDPOINTLAB_RECORDINGS") is { Length: > 0 } named)
            return named;
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EndpointLab.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.Parent?.FullName ?? "", "shared", "aws-recordings");
    }
}
