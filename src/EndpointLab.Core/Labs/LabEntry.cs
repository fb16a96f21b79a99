namespace EndpointLab.Labs;

/// <summary>The way into a lab on AWS, by its own key: over SSH to the public instance, and through that one to the private one.</summary>
internal sealed class LabEntry
{
    private readonly string? publicId;
    private readonly string? keyPath;
    private readonly string keyFolder;

    private LabEntry(LabInventory there, LabKeys keys)
    {
        publicId = there.Of(InstanceNode.Public) is [var instance, ..] ? instance.Id : null;
        keyPath = there.Of(KeyPairNode.Is).OfType<KeyPair>().Select(keys.Find).FirstOrDefault();
        keyFolder = keys.Folder;
    }

    /// <summary>Why nobody gets in from this computer, and what to do about it; null where the login works.</summary>
    public string? Closed { get; private set; }

    /// <summary>Logs in once, to see whether it works. Null where there is no machine to log in to.</summary>
    public static async Task<LabEntry?> FindAsync(LabOperation lab, LabInventory there, LabKeys keys)
    {
        if (lab.Session.Kind is not SessionKind.Aws)
        {
            return null;
        }

        LabEntry entry = new(there, keys);
        entry.Closed = entry.publicId is null ? "The lab has no public instance to log in to. New-EndpointLab makes what lacks."
            : entry.keyPath is null ? $"The lab's private key is not in {keys.Folder}, so nobody can log in to send this. "
                + "Give the folder that New-EndpointLab wrote it to: -KeyFolder."
            : await entry.TryAsync(lab, entry.publicId);
        return entry;
    }

    public InstanceLogin LoginTo(string instanceId) => new()
    {
        Via = instanceId == publicId ? null : publicId,
        KeyPath = keyPath,
        KeyFolder = keyFolder,
    };

    private async Task<string?> TryAsync(LabOperation lab, string instanceId)
    {
        try
        {
            var route = await LoginTo(instanceId).FindAsync(lab, instanceId, lab.Token);
            using var login = await SshConnection.OpenAsync(lab.Session, route, lab.Token);
            return null;
        }
        catch (LabException error)
        {
            return $"{error.Message} {error.NextStep}";
        }
    }
}
