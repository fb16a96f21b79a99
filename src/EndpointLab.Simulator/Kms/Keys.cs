using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Kms;

/// <summary>CreateKey, DescribeKey, ListKeys and UpdateKeyDescription.</summary>
internal static class Keys
{
    public static readonly Dictionary<string, Func<JsonCall, JsonObject?>> Actions = new()
    {
        ["CreateKey"] = Create,
        ["DescribeKey"] = call => Describe(call.Key(byAlias: true)),
        ["ListKeys"] = List,
        ["UpdateKeyDescription"] = UpdateDescription,
    };

    private static JsonObject Create(JsonCall call)
    {
        var parameters = call.Parameters;
        parameters.OneOf("KeyUsage", "ENCRYPT_DECRYPT");
        parameters.OneOf("KeySpec", "SYMMETRIC_DEFAULT");
        parameters.OneOf("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT");
        parameters.OneOf("Origin", "AWS_KMS");
        if (parameters.Flag("MultiRegion") == true)
            throw KmsErrors.Unsupported("The simulator has keys of one Region only.");
        KmsKey key = new(call.Region, Guid.NewGuid().ToString())
        {
            Description = parameters["Description"] ?? "",
            Policy = KeyPolicies.Read(call, parameters["Policy"] ?? KeyPolicies.Default(call.Region.AccountId)),
            Tags = KeyTags.Read(call),
        };
        return Describe(call.Region.AddKmsKey(key));
    }

    private static JsonObject List(JsonCall call) => call.Page(
        "Keys",
        call.Region.KmsKeys.OrderBy(key => key.Id, StringComparer.Ordinal),
        key => new JsonObject { ["KeyId"] = key.Id, ["KeyArn"] = key.Arn });

    private static JsonObject? UpdateDescription(JsonCall call)
    {
        call.OwnKey().Description = call.Parameters.Required("Description");
        return null;
    }

    private static JsonObject Describe(KmsKey key)
    {
        JsonObject metadata = new()
        {
            ["AWSAccountId"] = key.AccountId,
            ["KeyId"] = key.Id,
            ["Arn"] = key.Arn,
            ["CreationDate"] = KmsCalls.Time(key.Created),
            ["Enabled"] = key.State is "Enabled",
            ["Description"] = key.Description,
            ["KeyUsage"] = "ENCRYPT_DECRYPT",
            ["KeyState"] = key.State,
            ["Origin"] = "AWS_KMS",
            ["KeyManager"] = key.IsManagedByAws ? "AWS" : "CUSTOMER",
            ["CustomerMasterKeySpec"] = "SYMMETRIC_DEFAULT",
            ["KeySpec"] = "SYMMETRIC_DEFAULT",
            ["EncryptionAlgorithms"] = new JsonArray("SYMMETRIC_DEFAULT"),
            ["MultiRegion"] = false,
        };
        if (key.DeletionDate is { } deleted)
            metadata["DeletionDate"] = KmsCalls.Time(deleted);
        return new() { ["KeyMetadata"] = metadata };
    }
}
