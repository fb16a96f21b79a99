using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace EndpointLab;

/// <summary>A new file that only its owner may read. It goes again unless something is written to it.</summary>
internal sealed class PrivateKeyFile : IDisposable
{
    private readonly FileStream stream;
    private bool written;

    private PrivateKeyFile(FileStream stream) => this.stream = stream;

    /// <exception cref="LabException">There is such a file already, or none may be made there.</exception>
    public static PrivateKeyFile Create(string path)
    {
        try
        {
            return new(OperatingSystem.IsWindows() ? CreateOnWindows(path) : new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw File.Exists(path)
                ? new LabException(
                    ErrorId.FileExists,
                    $"There is a file {path} already.",
                    "Give another -Path, or remove the file if its key is no longer needed.",
                    path,
                    e)
                : UnwritableFile.Error("The private key", path, e);
        }
    }

    /// <exception cref="LabException">The disk is full, or the like.</exception>
    public async Task WriteAsync(string privateKey)
    {
        try
        {
            await using var writer = new StreamWriter(stream, leaveOpen: true);
            await writer.WriteAsync(privateKey);
            await writer.FlushAsync();
            written = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw UnwritableFile.Error("The private key", stream.Name, e);
        }
    }

    /// <exception cref="LabException">The file may not be deleted.</exception>
    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone with its folder.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LabException(
                ErrorId.FileNotWritable, $"The private key {path} can't be deleted: {e.Message}", "Delete the file yourself.", path, e);
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        if (!written)
        {
            Delete(stream.Name);
        }
    }

    [SupportedOSPlatform("windows")]
    private static FileStream CreateOnWindows(string path)
    {
        using var owner = WindowsIdentity.GetCurrent();
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new(owner.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.Write, FileShare.None, 4096, FileOptions.None, security);
    }
}
