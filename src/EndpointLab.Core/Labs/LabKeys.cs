namespace EndpointLab.Labs;

/// <summary>The folder with the private keys of labs, each in a file named after its key pair.</summary>
internal sealed class LabKeys(string folder)
{
    public string Folder => folder;

    /// <summary>The folder <c>.endpointlab</c> at home.</summary>
    public static string Home => Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".endpointlab");

    /// <summary>The file with the private key; null where it isn't here.</summary>
    public string? Find(KeyPair keyPair) => File.Exists(PathOf(keyPair)) ? PathOf(keyPair) : null;

    /// <exception cref="LabException">There can't be files in the folder, or the key pair can't be made.</exception>
    public async Task<LabResource> CreateAsync(LabOperation lab, string name, IReadOnlyDictionary<string, string> tags)
    {
        MakeFolder();
        // The id that names the file is known only when AWS has handed out the key.
        var path = Path.Join(folder, $"{name}.{Guid.NewGuid():N}");
        try
        {
            var keyPair = await KeyPairs.CreateAsync(lab, name, "ed25519", path, tags);
            File.Move(path, PathOf(keyPair), overwrite: true);
            return keyPair with { PrivateKeyPath = PathOf(keyPair) };
        }
        catch
        {
            PrivateKeyFile.Delete(path);
            throw;
        }
    }

    /// <summary>Makes the key pair anew, whose private key nobody has.</summary>
    public async Task ReplaceAsync(LabOperation lab, string name, IReadOnlyDictionary<string, string> tags)
    {
        await KeyPairs.RemoveAsync(lab, name, path: null);
        await CreateAsync(lab, name, tags);
    }

    public Task RemoveAsync(LabOperation lab, KeyPair keyPair) => KeyPairs.RemoveAsync(lab, keyPair.KeyName, Find(keyPair));

    /// <summary>Deletes what builds left that were killed while AWS made the key pair: nobody knows which one such a key is for.</summary>
    public void RemoveUnfinished(string name)
    {
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, $"{name}.*") : [])
        {
            if (Guid.TryParseExact(Path.GetExtension(path).TrimStart('.'), "N", out _))
            {
                PrivateKeyFile.Delete(path);
            }
        }
    }

    private void MakeFolder()
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LabException(
                ErrorId.FileNotWritable,
                $"The folder {folder}, for private keys, can't be made: {e.Message}",
                "Give another -KeyFolder, and run the command again: it makes what lacks.",
                folder,
                e);
        }
    }

    private string PathOf(KeyPair keyPair) => Path.Join(folder, $"{keyPair.KeyName}-{keyPair.KeyPairId}.pem");
}
