namespace EndpointLab;

/// <summary>The files that OpenSSH's client reads for one session, in a folder of the owner's that goes with it.</summary>
internal sealed class OpenSshSettings : IDisposable
{
    private readonly DirectoryInfo folder;

    private OpenSshSettings(DirectoryInfo folder) => this.folder = folder;

    public string ConfigurationPath => Path.Join(folder.FullName, "config");

    private string KnownHostsPath => Path.Join(folder.FullName, "known_hosts");

    /// <exception cref="LabException">Only fingerprints are known of a host, where the client wants whole keys.</exception>
    public static OpenSshSettings Write(SshRoute route)
    {
        var knownHosts = KnownHosts(route);
        // A new folder in the temporary one is its owner's alone.
        OpenSshSettings settings = new(Directory.CreateTempSubdirectory("endpointlab-ssh-"));
        try
        {
            WriteFile(settings.KnownHostsPath, knownHosts);
            WriteFile(settings.ConfigurationPath, Configuration(route, settings.KnownHostsPath));
            return settings;
        }
        catch
        {
            settings.Dispose();
            throw;
        }
    }

    /// <summary>The client's configuration (ssh_config(5)): each host by its instance's id, and nothing of the user's own.</summary>
    public static string Configuration(SshRoute route, string knownHostsPath) => string.Join(
        '\n',
        [
            .. Hosts(route).SelectMany(host => new[]
            {
                $"Host {host.Name}",
                $"  HostName {host.Address}",
                $"  Port {host.Port}",
                $"  HostKeyAlias {host.Name}",
            }),
            "Host *",
            $"  User {route.Key.UserName}",
            $"  IdentityFile {Quoted(route.Key.Path)}",
            "  IdentitiesOnly yes",
            $"  UserKnownHostsFile {Quoted(knownHostsPath)}",
            $"  GlobalKnownHostsFile {Quoted(knownHostsPath)}",
            "  StrictHostKeyChecking yes",
            "  UpdateHostKeys no",
            "",
        ]);

    /// <summary>The keys that each host may show, under its instance's id.</summary>
    /// <exception cref="LabException">Only fingerprints are known of a host.</exception>
    public static string KnownHosts(SshRoute route) => string.Concat(Hosts(route).SelectMany(host => host.Keys.PublicKeys.Count > 0
        ? host.Keys.PublicKeys.Select(key => $"{host.Name} {key}\n")
        : throw new LabException(
            ErrorId.HostKeyUnknown,
            $"Of {host.Name}, only the fingerprints of its host keys are known, and OpenSSH's client compares whole keys.",
            "Its console has no block SSH HOST KEY KEYS. Invoke-LabInstanceCommand makes do with fingerprints.",
            host.Name)));

    public void Dispose() => folder.Delete(recursive: true);

    private static IEnumerable<SshHost> Hosts(SshRoute route) => route.Via is null ? [route.Host] : [route.Host, route.Via];

    /// <summary>With the client's own marks made ordinary characters.</summary>
    private static string Quoted(string path) =>
        $"\"{(OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path.Replace("\\", @"\\", StringComparison.Ordinal))
            .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal)}\"";

    private static void WriteFile(string path, string text)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using StreamWriter writer = new(path, options);
        writer.Write(text);
    }
}
