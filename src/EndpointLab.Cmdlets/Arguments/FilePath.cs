using System.Management.Automation;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>A path in the file system, as a parameter says it.</summary>
internal static class FilePath
{
    /// <exception cref="LabException">It is somewhere else, such as in Env:.</exception>
    public static string Resolve(SessionState state, string path, string parameter)
    {
        var full = state.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem" ? full : throw new LabException(
            ErrorId.InvalidArgument, $"'{path}' is not in the file system.", $"Give a {parameter} in the file system.", path);
    }
}
