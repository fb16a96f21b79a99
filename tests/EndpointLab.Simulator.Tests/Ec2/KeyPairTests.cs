using System.Security.Cryptography;
using System.Text;
using Amazon.EC2;
using static EndpointLab.Simulator.Tests.Simulated;

#pragma warning disable CA5350 // EC2's fingerprints are made with SHA-1.

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class KeyPairTests : IDisposable
{
    private readonly AmazonEC2Client ec2 = Ec2Client();

    public void Dispose() => ec2.Dispose();

    [Fact]
    public async Task An_rsa_key_comes_as_pem_and_its_fingerprint_is_the_private_keys_sha1()
    {
        var pair = (await ec2.CreateKeyPairAsync(new("lab"), Cancel)).KeyPair;
        using var rsa = RSA.Create();
        rsa.ImportFromPem(pair.KeyMaterial);
        Assert.StartsWith("-----BEGIN RSA PRIVATE KEY-----", pair.KeyMaterial);
        var expected = Convert.ToHexString(SHA1.HashData(rsa.ExportPkcs8PrivateKey())).ToLowerInvariant();
        Assert.Equal(expected, pair.KeyFingerprint.Replace(":", ""));
    }

    [Fact]
    public async Task An_ed25519_key_comes_in_openssh_form_and_can_be_imported_again_with_the_same_fingerprint()
    {
        var pair = (await ec2.CreateKeyPairAsync(new() { KeyName = "lab", KeyType = KeyType.Ed25519 }, Cancel)).KeyPair;
        Assert.StartsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n", pair.KeyMaterial);
        Assert.EndsWith("-----END OPENSSH PRIVATE KEY-----\n", pair.KeyMaterial);

        var described = Assert.Single((await ec2.DescribeKeyPairsAsync(
            new() { KeyNames = ["lab"], IncludePublicKey = true }, Cancel)).KeyPairs);
        Assert.StartsWith("ssh-ed25519 AAAA", described.PublicKey);
        Assert.EndsWith(" lab", described.PublicKey);
        var material = Convert.ToBase64String(Encoding.UTF8.GetBytes(described.PublicKey));
        var imported = await ec2.ImportKeyPairAsync(new("again", material), Cancel);
        Assert.Equal(pair.KeyFingerprint, imported.KeyFingerprint);
    }

    [Fact]
    public async Task A_name_is_given_once_and_a_deletion_frees_it()
    {
        await ec2.CreateKeyPairAsync(new() { KeyName = "lab", KeyType = KeyType.Ed25519 }, Cancel);
        await Refused("InvalidKeyPair.Duplicate", ec2.CreateKeyPairAsync(new() { KeyName = "lab", KeyType = KeyType.Ed25519 }, Cancel));
        await ec2.DeleteKeyPairAsync(new() { KeyName = "lab" }, Cancel);
        await ec2.DeleteKeyPairAsync(new() { KeyName = "lab" }, Cancel);
        await Refused("InvalidKeyPair.NotFound", ec2.DescribeKeyPairsAsync(new() { KeyNames = ["lab"] }, Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ssh-ed25519 AAAA")]
    [InlineData("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIIf4wVWFQ8YNzpEbCuQ4MyK24OQTW0Cx6x0CPacwkaF4")]
    [InlineData("not a key")]
    public async Task What_is_no_key_cant_be_imported(string line)
    {
        var material = Convert.ToBase64String(Encoding.UTF8.GetBytes(line + "\n"));
        await Refused("InvalidKey.Format", ec2.ImportKeyPairAsync(new("lab", material), Cancel));
    }
}
