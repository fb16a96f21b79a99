using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Utilities;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

#pragma warning disable CA5350, CA5351 // EC2's fingerprints are made with these hashes; nothing is protected by them.

namespace EndpointLab.Simulator.Ec2;

/// <summary>An SSH key in the formats that EC2 takes and gives.</summary>
/// <param name="Type">rsa or ed25519.</param>
/// <param name="PublicKey">Type and key as in OpenSSH's authorized_keys, without a comment.</param>
/// <param name="Fingerprint">As EC2 shows it: of the private key where EC2 made it, of the public one where it was imported.</param>
/// <param name="PrivateKey">The private key in PEM, without a password; null where it was imported.</param>
internal sealed record KeyMaterial(string Type, string PublicKey, string Fingerprint, string? PrivateKey)
{
    public const string Rsa = "rsa";
    public const string Ed25519 = "ed25519";

    private static readonly ConcurrentBag<KeyMaterial> Stock = [];

    public static KeyMaterial CreateRsa() => Stock.TryTake(out var made) ? made : NewRsa();

    /// <summary>Makes a key for the next who wants one: its primes are a matter of tenths of a second.</summary>
    public static void StockRsa()
    {
        if (Stock.IsEmpty)
            Stock.Add(NewRsa());
    }

    private static KeyMaterial NewRsa()
    {
        using var rsa = RSA.Create(2048);
        var fingerprint = Colons(Convert.ToHexString(SHA1.HashData(rsa.ExportPkcs8PrivateKey())));
        return new(Rsa, Line(DotNetUtilities.GetRsaPublicKey(rsa)), fingerprint, rsa.ExportRSAPrivateKeyPem());
    }

    public static KeyMaterial CreateEd25519()
    {
        Ed25519PrivateKeyParameters key = new(new SecureRandom());
        // OpenSSH takes a file without the last line's end for no key at all.
        var secret = PemEncoding.WriteString("OPENSSH PRIVATE KEY", OpenSshPrivateKeyUtilities.EncodePrivateKey(key)) + '\n';
        var publicKey = key.GeneratePublicKey();
        return new(Ed25519, Line(publicKey), Sha256(OpenSshPublicKeyUtilities.EncodePublicKey(publicKey)), secret);
    }

    /// <summary>Reads a line of OpenSSH's authorized_keys.</summary>
    /// <exception cref="ServiceException">InvalidKey.Format: it is no RSA or ED25519 key.</exception>
    public static KeyMaterial Import(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
            throw Ec2Errors.InvalidKeyFormat();
        try
        {
            var bytes = Convert.FromBase64String(words[1]);
            return OpenSshPublicKeyUtilities.ParsePublicKey(bytes) switch
            {
                RsaKeyParameters rsa when words[0] == "ssh-rsa" => new(Rsa, Line(rsa), Md5(rsa), null),
                Ed25519PublicKeyParameters key when words[0] == "ssh-ed25519" => new(Ed25519, Line(key), Sha256(bytes), null),
                _ => throw Ec2Errors.InvalidKeyFormat(),
            };
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException or IOException)
        {
            throw Ec2Errors.InvalidKeyFormat();
        }
    }

    private static string Line(AsymmetricKeyParameter publicKey) =>
        $"ssh-{(publicKey is RsaKeyParameters ? Rsa : Ed25519)} "
        + Convert.ToBase64String(OpenSshPublicKeyUtilities.EncodePublicKey(publicKey));

    private static string Md5(RsaKeyParameters key) =>
        Colons(Convert.ToHexString(MD5.HashData(SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(key).GetDerEncoded())));

    private static string Sha256(byte[] publicKey) => Convert.ToBase64String(SHA256.HashData(publicKey));

    private static string Colons(string hex)
    {
        StringBuilder text = new(hex.ToLowerInvariant());
        for (var at = hex.Length - 2; at > 0; at -= 2)
            text.Insert(at, ':');
        return text.ToString();
    }
}
