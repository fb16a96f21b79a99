using EndpointLab.Policy;
using EndpointLab.Simulator.Iam;

namespace EndpointLab.Simulator.State;

/// <summary>A key of KMS for encrypting and decrypting, as S3 uses it.</summary>
internal sealed class KmsKey(RegionState region, string id) : ITagged
{
    /// <summary>What a key's policy is called; there is no other.</summary>
    public const string PolicyName = "default";

    public string Id => id;

    public string AccountId => region.AccountId;

    public string Arn { get; } = $"arn:aws:kms:{region.Region.Name}:{region.AccountId}:key/{id}";

    public DateTimeOffset Created { get; } = region.Now.Time;

    public string Description { get; set; } = "";

    public required PolicyText Policy { get; set; }

    /// <summary>Whether it is one that AWS made for a service of the account's.</summary>
    public bool IsManagedByAws { get; init; }

    public bool IsEnabled { get; set; } = true;

    /// <summary>When it ceases to exist; null where it is to stay.</summary>
    public DateTimeOffset? DeletionDate { get; set; }

    /// <summary>After how many days its material is made anew; null for never.</summary>
    public int? RotationPeriod { get; set; }

    public Dictionary<string, string> Tags { get; init; } = [];

    public string State => DeletionDate is not null ? "PendingDeletion" : IsEnabled ? "Enabled" : "Disabled";
}

/// <summary>Another name of a key, such as alias/lab.</summary>
internal sealed record KmsAlias(string Name, KmsKey Key, DateTimeOffset Created, DateTimeOffset Updated);

internal sealed partial class RegionState
{
    /// <summary>The alias of the key that AWS makes for an account's use of S3.</summary>
    public const string S3KeyAlias = "alias/aws/s3";

    private readonly List<KmsKey> kmsKeys = [];

    public IEnumerable<KmsKey> KmsKeys => kmsKeys.Where(IsThere).Append(S3Key);

    /// <summary>Those that somebody made, by their names.</summary>
    public SortedDictionary<string, KmsAlias> KmsAliases { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The key that S3 uses where none is named. It lets every principal of the account use it through S3 ("AWS managed keys" in the KMS
    /// Developer Guide).
    /// </summary>
    public KmsKey S3Key => field ??= new(this, Guid.NewGuid().ToString())
    {
        IsManagedByAws = true,
        Description = "Default key that protects my S3 objects when no other key is defined",
        Policy = PolicyText.Of(
            $$"""
            {
              "Version" : "2012-10-17",
              "Id" : "auto-s3-2",
              "Statement" : [ {
                "Sid" : "Allow access through S3 for all principals in the account that are authorized to use S3",
                "Effect" : "Allow",
                "Principal" : { "AWS" : "*" },
                "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey" ],
                "Resource" : "*",
                "Condition" : {
                  "StringEquals" : { "kms:CallerAccount" : "{{accountId}}", "kms:ViaService" : "s3.{{region.Name}}.amazonaws.com" }
                }
              }, {
                "Sid" : "Allow direct access to key metadata to the account",
                "Effect" : "Allow",
                "Principal" : { "AWS" : "arn:aws:iam::{{accountId}}:root" },
                "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
                "Resource" : "*"
              } ]
            }
            """,
            PolicyKind.Key),
    };

    public KmsKey AddKmsKey(KmsKey key)
    {
        kmsKeys.Add(key);
        return key;
    }

    /// <summary>
    /// A key by its id or ARN, or by an alias's name or ARN, of whichever account; null where there is none in the Region.
    /// </summary>
    public KmsKey? FindKmsKey(string name)
    {
        if (name.Split(':', 6) is not ["arn", "aws", "kms", var where, var account, var rest])
            return OwnKmsKey(name);
        return where == region.Name
            ? Everywhere.FirstOrDefault(other => other.AccountId == account && other.Region == region)
                ?.OwnKmsKey(rest.StartsWith("key/", StringComparison.Ordinal) ? rest[4..] : rest)
            : null;
    }

    private KmsKey? OwnKmsKey(string name)
    {
        var key = name == S3KeyAlias ? S3Key : KmsAliases.GetValueOrDefault(name)?.Key;
        return KmsKeys.FirstOrDefault(one => one == key || one.Id == name);
    }

    private bool IsThere(KmsKey key) => !(key.DeletionDate <= Now.Time);
}
