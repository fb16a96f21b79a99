namespace EndpointLab.Runner.Tests;

/// <summary>What Show-EndpointLab has the system open, seen from a program that stands for the opener.</summary>
public sealed class ShowTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("endpointlab-show-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_page_is_opened_and_only_its_owner_may_look_at_it()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("The opener of other systems is no program that one could stand for.");
            return;
        }

        var opener = Path.Join(folder.FullName, "xdg-open");
        File.WriteAllText(
            opener, $"#!/bin/sh\necho \"$1\" > '{folder.FullName}/part' && mv '{folder.FullName}/part' '{folder.FullName}/opened'\n");
        File.SetUnixFileMode(opener, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using FileSystemWatcher watcher = new(folder.FullName, "opened") { EnableRaisingEvents = true };
        TaskCompletionSource opened = new();
        watcher.Renamed += (_, _) => opened.TrySetResult();

        var (output, errors, _) = await Show($"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}");

        Assert.Equal("", errors);
        await opened.Task.WaitAsync(TestContext.Current.CancellationToken);
        var file = new FileInfo(File.ReadAllText(Path.Join(folder.FullName, "opened")).Trim());
        Assert.Equal(file.FullName, output.Trim());
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(file.FullName), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, file.Directory!.UnixFileMode);
        file.Directory.Delete(recursive: true);
    }

    private static async Task<(string Output, string Errors, int ExitCode)> Show(string path)
    {
        using RunnerProcess runner = new(
            ["-Command", "$null = Connect-LabSession; (New-LabVpc 10.0.0.0/16 | Show-EndpointLab).FullName"], [("PATH", path)]);
        return await runner.End();
    }
}
