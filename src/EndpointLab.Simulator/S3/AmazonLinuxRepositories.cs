using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace EndpointLab.Simulator.S3;

/// <summary>
/// The buckets with Amazon Linux 2023's packages, one in each Region, from which everybody may read and which nobody changes
/// ("Deterministic upgrades through versioned repositories" in the Amazon Linux 2023 User Guide). They hold what an instance reads first.
/// </summary>
internal static class AmazonLinuxRepositories
{
    private static readonly DateTimeOffset Opened = new(2023, 3, 15, 0, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<FrozenDictionary<string, Bucket>> ByName =
        new(() => Region.All.Select(region => Make(region.Name)).ToFrozenDictionary(bucket => bucket.Name));

    public static Bucket? Find(string name) =>
        name.StartsWith("al2023-repos-", StringComparison.Ordinal) ? ByName.Value.GetValueOrDefault(name) : null;

    private static Bucket Make(string region)
    {
        Bucket bucket = new($"al2023-repos-{region}-de612dc2", AmazonLinux.OwnerId, region, Opened) { PublicAccessBlock = null };
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"{{bucket.Arn}}/*"},
            {"Effect":"Deny","Principal":"*","NotAction":"s3:GetObject","Resource":["{{bucket.Arn}}","{{bucket.Arn}}/*"]}]}
            """;
        bucket.Policy = (policy, EndpointLab.Policy.PolicyDocument.Parse(policy, EndpointLab.Policy.PolicyKind.Resource));
        foreach (var architecture in (string[])["aarch64", "x86_64"])
        {
            var guid = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes($"{region} {architecture}"))).ToLowerInvariant();
            var repository = $"core/guids/{guid}/{architecture}/";
            Put(
                $"core/mirrors/latest/{architecture}/mirror.list",
                $"https://{bucket.Name}.s3.dualstack.{region}.amazonaws.com/{repository}\n");
            Put(repository + "repodata/repomd.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <repomd xmlns="http://linux.duke.edu/metadata/repo"><revision>2023</revision></repomd>

                """);
        }

        return bucket;

        void Put(string key, string text)
        {
            S3Content content = new(Encoding.UTF8.GetBytes(text), Sent: null);
            bucket.Objects[key] = new(content.Bytes, content.ETag, Opened)
            {
                ContentType = "binary/octet-stream",
                Headers = new Dictionary<string, string>(),
                Checksum = content.Checksum,
            };
        }
    }
}
