using System.Security.Cryptography;
using System.Text;

namespace EndpointLab.Simulator.S3;

/// <summary>
/// All buckets of the cloud: their names are one namespace across accounts and Regions. Amazon Linux's are in nobody's list.
/// </summary>
internal sealed class S3Buckets
{
    private readonly Dictionary<string, Bucket> byName = [];

    public Bucket? Find(string name) => byName.GetValueOrDefault(name) ?? AmazonLinuxRepositories.Find(name);

    public IEnumerable<Bucket> OwnedBy(string accountId) =>
        byName.Values.Where(bucket => bucket.AccountId == accountId).OrderBy(bucket => bucket.Name, StringComparer.Ordinal);

    public void Add(Bucket bucket) => byName.Add(bucket.Name, bucket);

    public void Remove(Bucket bucket) => byName.Remove(bucket.Name);

    /// <summary>The id by which S3, and S3 alone, knows an account.</summary>
    public static string CanonicalUserId(string accountId) =>
        Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(accountId))).ToLowerInvariant();
}
