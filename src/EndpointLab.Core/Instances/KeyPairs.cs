using Amazon.EC2;
using EndpointLab.Resources;

namespace EndpointLab;

/// <summary>Makes, finds and deletes key pairs, and keeps the private half in a file.</summary>
public static class KeyPairs
{
    /// <summary>Creates a key pair and writes its private half, which AWS hands out only once, to a new file of the owner's.</summary>
    /// <exception cref="LabException">The file exists or can't be written; then there is no key pair either.</exception>
    public static async Task<KeyPair> CreateAsync(
        LabOperation lab, string name, string keyType, string path, IReadOnlyDictionary<string, string> tags)
    {
        using var file = PrivateKeyFile.Create(path);
        var created = await lab.Ec2((ec2, token) => ec2.CreateKeyPairAsync(
            new()
            {
                KeyName = name,
                KeyType = KeyType.FindValue(keyType),
                KeyFormat = KeyFormat.Pem,
                TagSpecifications = Tags.Specify(ResourceType.KeyPair, tags),
            },
            token), name);
        try
        {
            await file.WriteAsync(created.KeyPair.KeyMaterial);
        }
        catch (LabException)
        {
            await lab.TakeBack($"The key pair {name}", undo => RemoveAsync(undo, name, path: null));
            throw;
        }

        var keyPairs = await lab.JustCreated(() => GetAsync(lab, ResourceQuery.ById(name)));
        return keyPairs[0] with { PrivateKeyPath = path };
    }

    public static async Task<IReadOnlyList<KeyPair>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var response = await lab.Ec2(
            (ec2, token) => ec2.DescribeKeyPairsAsync(new() { KeyNames = query.IdList, Filters = query.FilterList }, token));
        return [.. (response.KeyPairs ?? []).Select(keyPair => new KeyPair(lab.Session, keyPair))];
    }

    /// <param name="path">The file with the private half, which goes with the key pair; null where there is none.</param>
    public static async Task RemoveAsync(LabOperation lab, string name, string? path)
    {
        await lab.Ec2((ec2, token) => ec2.DeleteKeyPairAsync(new() { KeyName = name }, token), name);
        if (path is not null)
        {
            PrivateKeyFile.Delete(path);
        }
    }
}
