using System.Text;

namespace EndpointLab.Simulator.Ec2;

internal static class KeyPairs
{
    private const int LongestName = 255;

    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateKeyPair"] = Create,
        ["DeleteKeyPair"] = Delete,
        ["DescribeKeyPairs"] = Describe,
        ["ImportKeyPair"] = Import,
    };

    private static readonly FilterTable<KeyPair> Filters = new()
    {
        { "fingerprint", pair => pair.Fingerprint },
        { "key-name", pair => pair.Name },
        { "key-pair-id", pair => pair.Id },
    };

    /// <summary>The key pair of that name.</summary>
    /// <exception cref="ServiceException">InvalidKeyPair.NotFound.</exception>
    public static KeyPair Named(RegionState region, string name) =>
        region.KeyPairs.FirstOrDefault(pair => pair.Name == name) ?? throw KeyPair.Kind.NotFound(name);

    private static void Create(Ec2Call call)
    {
        var name = NewName(call);
        var type = call.Parameters.OneOf("KeyType", KeyMaterial.Rsa, KeyMaterial.Rsa, KeyMaterial.Ed25519);
        if ((call.Parameters["KeyFormat"] ?? "pem") is not "pem" and var format)
            throw Ec2Errors.UnsupportedOperation($"The simulator makes no key of the format '{format}'.");
        var tags = call.NewTags(KeyPair.Kind);
        call.Proceed();
        var material = type == KeyMaterial.Rsa ? KeyMaterial.CreateRsa() : KeyMaterial.CreateEd25519();
        var pair = Add(call.Region, name, material, name, tags);
        WriteNew(call.Answer, pair);
        call.Answer.Text("keyMaterial", material.PrivateKey);
    }

    private static void Import(Ec2Call call)
    {
        var name = NewName(call);
        var line = Decode(call.Parameters.Required("PublicKeyMaterial"));
        var material = KeyMaterial.Import(line);
        var tags = call.NewTags(KeyPair.Kind);
        call.Proceed();
        var comment = line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        WriteNew(call.Answer, Add(call.Region, name, material, comment.Length > 2 ? comment[2] : "", tags));
    }

    private static void Delete(Ec2Call call)
    {
        var name = call.Parameters["KeyName"];
        var id = name is null ? call.Parameters["KeyPairId"] ?? throw Ec2Errors.MissingParameter("KeyName") : null;
        var pair = call.Region.KeyPairs.FirstOrDefault(pair => pair.Name == name || pair.Id == id);
        call.Proceed();
        if (pair is not null)
            call.Region.KeyPairs.Remove(pair);
        call.Answer.Success();
        call.Answer.Text("keyPairId", pair?.Id);
    }

    private static void Describe(Ec2Call call)
    {
        var region = call.Region;
        var names = call.Parameters.List("KeyName");
        var ids = call.Parameters.List("KeyPairId");
        var includePublicKey = call.Parameters.Boolean("IncludePublicKey") == true;
        IEnumerable<KeyPair> chosen = (names.Count, ids.Count) is (0, 0)
            ? region.KeyPairs
            : region.KeyPairs.Select(ids).Concat(names.Select(name => Named(region, name)).ToList());
        call.List(chosen, Filters, pair => pair.Id, "keySet", (xml, pair) =>
        {
            xml.Text("keyPairId", pair.Id);
            xml.Text("keyFingerprint", pair.Fingerprint);
            xml.Text("keyName", pair.Name);
            xml.Text("keyType", pair.Type);
            xml.Tags(pair);
            xml.Text("publicKey", includePublicKey ? pair.PublicKey : null);
            xml.Time("createTime", pair.CreateTime);
        });
    }

    private static string NewName(Ec2Call call)
    {
        var name = call.Parameters.Required("KeyName");
        if (name.Length > LongestName || !Ascii.IsValid(name) || name.Trim() != name)
            throw Ec2Errors.InvalidParameterValue($"Value for parameter keyName is invalid. At most {LongestName} ASCII characters.");
        return call.Region.KeyPairs.Any(pair => pair.Name == name) ? throw Ec2Errors.InvalidKeyPairDuplicate() : name;
    }

    private static KeyPair Add(RegionState region, string name, KeyMaterial material, string comment, Dictionary<string, string> tags) =>
        region.KeyPairs.Add(new KeyPair(ResourceId.New("key"))
        {
            Name = name,
            Type = material.Type,
            Fingerprint = material.Fingerprint,
            PublicKey = $"{material.PublicKey} {comment}".TrimEnd(),
            CreateTime = region.Now.Time,
            Tags = tags,
        });

    private static void WriteNew(Ec2Answer xml, KeyPair pair)
    {
        xml.Text("keyName", pair.Name);
        xml.Text("keyFingerprint", pair.Fingerprint);
        xml.Text("keyPairId", pair.Id);
        xml.Tags(pair);
    }

    private static string Decode(string base64)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(base64));
        }
        catch (FormatException)
        {
            throw Ec2Errors.InvalidKeyFormat();
        }
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidKeyPairDuplicate() => new("InvalidKeyPair.Duplicate", "The keypair already exists");

    public static ServiceException InvalidKeyFormat() =>
        new("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
}
