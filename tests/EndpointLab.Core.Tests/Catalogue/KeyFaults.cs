using Amazon.KeyManagementService;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>19: the key with which the object is encrypted.</summary>
internal static class KeyFaults
{
    private const string Admin = $$"""
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{WorkingLab.Account}}:user/endpointlab"},"Action":"kms:*","Resource":"*"}
        """;

    private const string Root = $$"""
        {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{WorkingLab.Account}}:root"},"Action":"kms:*","Resource":"*"}
        """;

    private const string Key = $"arn:aws:kms:{WorkingLab.Region}:{WorkingLab.Account}:key/key";

    /// <summary>A key's policy that names the role gives it all that its own policies would: then one thing lacks, not two.</summary>
    private const string OneOfTwo = "who lets the role decrypt";

    public static IEnumerable<Fault> All =>
    [
        Fault("the role may not decrypt", DeletePolicyAsync) with
        {
            Cause = Cause.IdentityPolicy,
            Says = $"is not authorized to perform: kms:Decrypt on resource: {Key} because no identity-based policy allows",
            Blames = WorkingLab.Role,
            Mends = [$"+ Role {WorkingLab.Role} endpointlab: Action=kms:Decrypt Effect=Allow Resource={Key}"],
            At = ["role/key", OneOfTwo],
        },
        Fault("the role may not make data keys", DeletePolicyAsync) with
        {
            Asks = new() { Action = S3Action.PutObject, Key = "new.txt" },
            Prepare = async lab =>
            {
                await PrepareAsync(lab);
                await lab.PutRolePolicyAsync(WorkingLab.Role, "write", WorkingLab.Document(
                    $$"""{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::{{WorkingLab.Bucket}}/*"}"""));
            },
            Cause = Cause.IdentityPolicy,
            Says = $"is not authorized to perform: kms:GenerateDataKey on resource: {Key} because no identity-based policy allows",
            Blames = WorkingLab.Role,
            Mends = [$"+ Role {WorkingLab.Role} endpointlab: Action=kms:GenerateDataKey Effect=Allow Resource={Key}"],
            At = ["role/key"],
        },
        Fault("the key's policy leaves nothing to the account's", lab => PutPolicyAsync(lab, Admin)) with
        {
            At = ["key/policy", "role/as to the key's policy", OneOfTwo],
        },
        Fault("the key's policy denies", lab => PutPolicyAsync(lab, Root, """
            {"Effect":"Deny","Principal":{"AWS":"*"},"Action":"kms:Decrypt","Resource":"*"}
            """)) with
        {
            Says = "with an explicit deny in a resource-based policy",
            Mends =
            [
                $"- {Key} policy: Action=kms:Decrypt Effect=Deny Principal.AWS=* Resource=*",
                $"+ {Key} policy: Action=kms:Decrypt Condition.ArnNotEquals.aws:PrincipalArn=role Effect=Deny Principal.AWS=* Resource=*",
            ],
        },
        Fault("the key is disabled", lab => lab.Kms.DisableKeyAsync(lab["key"], WorkingLab.Cancel)) with
        {
            Cause = Cause.KeyDisabled,
            Says = "is disabled",
            Mends = [$"- {Key} is Disabled", $"+ {Key} is Enabled"],
            At = ["key/state", "role/as to the key's state"],
        },
        Fault("the key is going to be deleted", lab => lab.Kms.ScheduleKeyDeletionAsync(lab["key"], 7, WorkingLab.Cancel)) with
        {
            Cause = Cause.KeyDisabled,
            Says = "is pending deletion",
            Mends = [$"- {Key} is PendingDeletion", $"+ {Key} is Enabled"],
            At = ["key/state", "role/as to the key's state"],
        },
    ];

    private static Fault Fault(string name, Func<WorkingLab, Task> breaks) => new(19, name, breaks)
    {
        Prepare = PrepareAsync,
        Concerns = new() { Bucket = WorkingLab.Bucket, Action = S3Action.GetObject, Principal = WorkingLab.RoleArn },
        Fails = ProbeResult.Denied,
        Cause = Cause.KeyPolicy,
        Says = $"is not authorized to perform: kms:Decrypt on resource: {Key} because no resource-based policy allows",
        Blames = Key,
        Mends = [$"+ {Key} policy: Action=kms:Decrypt Effect=Allow Principal.AWS=role Resource={Key}"],
        At = ["key/policy", "role/as to the key's policy"],
    };

    /// <summary>A key of the account's, with which the bucket encrypts, and which the role may use.</summary>
    private static async Task PrepareAsync(WorkingLab lab)
    {
        if (lab.Knows("key"))
        {
            return;
        }

        var key = (await lab.Kms.CreateKeyAsync(new() { Policy = WorkingLab.Document(Root) }, WorkingLab.Cancel)).KeyMetadata;
        lab.Know("key", key.KeyId);
        var s3 = lab.Network.Session.S3;
        await s3.PutBucketEncryptionAsync(
            new()
            {
                BucketName = WorkingLab.Bucket,
                ServerSideEncryptionConfiguration = new()
                {
                    ServerSideEncryptionRules =
                    [
                        new()
                        {
                            ServerSideEncryptionByDefault = new()
                            {
                                ServerSideEncryptionAlgorithm = "aws:kms",
                                ServerSideEncryptionKeyManagementServiceKeyId = key.Arn,
                            },
                        },
                    ],
                },
            },
            WorkingLab.Cancel);
        await s3.PutObjectAsync(new() { BucketName = WorkingLab.Bucket, Key = WorkingLab.Key, ContentBody = "hello" }, WorkingLab.Cancel);
        await lab.PutRolePolicyAsync(WorkingLab.Role, "key", WorkingLab.Document(
            $$"""{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"{{key.Arn}}"}"""));
    }

    private static Task DeletePolicyAsync(WorkingLab lab) => lab.Lab.Iam(
        "DeleteRolePolicy", WorkingLab.Role, ("RoleName", WorkingLab.Role), ("PolicyName", "key"));

    private static Task PutPolicyAsync(WorkingLab lab, params string[] statements) => lab.Kms.PutKeyPolicyAsync(
        new() { KeyId = lab["key"], Policy = WorkingLab.Document(statements) }, WorkingLab.Cancel);
}
