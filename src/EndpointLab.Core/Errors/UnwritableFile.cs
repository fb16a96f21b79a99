namespace EndpointLab;

/// <summary>Says why a file can't be written, and what to do.</summary>
internal static class UnwritableFile
{
    /// <param name="what">What was to be written, such as "The export".</param>
    public static LabException Error(string what, string path, Exception e)
    {
        var folder = Path.GetDirectoryName(path);
        var (why, nextStep) = e switch
        {
            _ when Directory.Exists(path) => ("That is a folder.", "Give a -Path of a file."),
            DirectoryNotFoundException => (
                $"There is no folder {folder}.",
                $"Make it, as by New-Item -ItemType Directory '{folder}', or give another -Path."),
            UnauthorizedAccessException when File.Exists(path) => ("You may not write to that file.", "Give another -Path."),
            UnauthorizedAccessException => (
                $"You may not write to the folder {folder}.", "Give another -Path, in a folder that you may write to."),
            _ => (e.Message, "Give another -Path."),
        };
        return new(ErrorId.FileNotWritable, $"{what} can't be written to {path}. {why}", nextStep, path, e);
    }
}
