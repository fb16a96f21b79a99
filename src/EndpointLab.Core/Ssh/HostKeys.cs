using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace EndpointLab;

/// <summary>The keys by which a host proves that it is the one that is meant.</summary>
/// <param name="Fingerprints">SHA-256 in base64 without padding, as OpenSSH shows it after <c>SHA256:</c>.</param>
/// <param name="PublicKeys">Type and key as in OpenSSH's known_hosts; empty where only fingerprints are known.</param>
internal sealed partial record HostKeys(IReadOnlySet<string> Fingerprints, IReadOnlyList<string> PublicKeys)
{
    /// <summary>
    /// Reads what cloud-init prints to the console ("SSH host keys" in its reference): of several starts the last. Null where there is
    /// nothing.
    /// </summary>
    public static HostKeys? Printed(string console)
    {
        var keys = PublicKey().Matches(LastBlock(Keys().Matches(console))).Select(key => key.Value).ToList();
        var printed = Fingerprint().Matches(LastBlock(Digests().Matches(console))).Select(digest => digest.Groups[1].Value);
        HashSet<string> fingerprints = [.. printed, .. keys.Select(FingerprintOf)];
        return fingerprints.Count == 0 ? null : new(fingerprints, keys);
    }

    /// <summary>Those that the user knows from elsewhere.</summary>
    /// <exception cref="LabException">One is no SHA-256 fingerprint.</exception>
    public static HostKeys Known(IEnumerable<string> fingerprints) => new(fingerprints.Select(Parse).ToHashSet(), []);

    public bool Accept(string fingerprint) => Fingerprints.Contains(fingerprint.TrimEnd('='));

    private static string Parse(string text) => Given().Match(text) is { Success: true } match
        ? match.Groups[1].Value
        : throw new LabException(
            ErrorId.InvalidArgument,
            $"'{text}' is not the fingerprint of a host key.",
            "Give SHA256: and 43 characters, as ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub shows it on the instance.",
            text);

    private static string FingerprintOf(string publicKey) =>
        Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(publicKey.Split(' ')[1]))).TrimEnd('=');

    private static string LastBlock(MatchCollection blocks) => blocks.Count == 0 ? "" : blocks[^1].Value;

    [GeneratedRegex("-----BEGIN SSH HOST KEY FINGERPRINTS-----.*?-----END SSH HOST KEY FINGERPRINTS-----", RegexOptions.Singleline)]
    private static partial Regex Digests();

    [GeneratedRegex("-----BEGIN SSH HOST KEY KEYS-----.*?-----END SSH HOST KEY KEYS-----", RegexOptions.Singleline)]
    private static partial Regex Keys();

    [GeneratedRegex("SHA256:([A-Za-z0-9+/]{43})(?![A-Za-z0-9+/])")]
    private static partial Regex Fingerprint();

    [GeneratedRegex("^(?:SHA256:)?([A-Za-z0-9+/]{43})=?\\z")]
    private static partial Regex Given();

    // Whole groups of four characters, so that it can be decoded.
    [GeneratedRegex("(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) "
        + "AAAA([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?(?![A-Za-z0-9+/=])")]
    private static partial Regex PublicKey();
}
