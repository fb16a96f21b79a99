using System.Text.Json;
using System.Text.Json.Nodes;

namespace EndpointLab.Analysis;

/// <summary>A KMS key with what decides who may use it.</summary>
internal sealed record KeyConfiguration(string Arn)
{
    /// <summary>S3's own key of an account, which it uses where KMS is asked for without a key.</summary>
    public const string Managed = "alias/aws/s3";

    /// <summary>The name of a key's only policy.</summary>
    public const string PolicyName = "default";

    private const string Enabled = "Enabled", Gone = "gone";

    public required string AccountId { get; init; }

    /// <summary>Whether it is one of AWS's own keys in the account, whose policy nobody can change.</summary>
    public bool IsManagedByAws { get; init; }

    /// <summary>Enabled, Disabled, PendingDeletion… or gone.</summary>
    public required string State { get; init; }

    /// <summary>The JSON text; null where it could not be read.</summary>
    public string? Policy { get; init; }

    public bool IsEnabled => State == Enabled;

    public bool IsGone => State == Gone;

    /// <param name="keyId">An id, an ARN or an alias.</param>
    /// <returns>Null where nothing of it could be read.</returns>
    public static async Task<KeyConfiguration?> ReadAsync(LabOperation lab, ConfigurationReads reads, string keyId)
    {
        JsonNode? metadata;
        try
        {
            metadata = await reads.TryAsync(
                async () => (await CallAsync(lab, "DescribeKey", keyId, new() { ["KeyId"] = keyId }))["KeyMetadata"]!,
                $"whether the key {keyId} is enabled, and whether the caller may use it");
        }
        catch (LabException error) when (error.AwsErrorCode == "NotFoundException")
        {
            // S3 makes its own key when it first needs it.
            return keyId == Managed ? null : new(keyId) { AccountId = lab.Session.AccountId, State = Gone };
        }

        if (metadata is null)
        {
            return null;
        }

        var arn = $"{metadata[nameof(Arn)]}";
        return new(arn)
        {
            AccountId = $"{metadata["AWSAccountId"]}",
            IsManagedByAws = $"{metadata["KeyManager"]}" is "AWS",
            State = $"{metadata["KeyState"]}",
            Policy = await reads.TryAsync(
                async () => await PolicyAsync(lab, arn),
                $"whether the policy of the key {arn} lets the caller use it"),
        };
    }

    /// <summary>The JSON text of a key's policy, which is always called default.</summary>
    public static async Task<string> PolicyAsync(LabOperation lab, string arn) =>
        $"{(await CallAsync(lab, "GetKeyPolicy", arn, new() { ["KeyId"] = arn, ["PolicyName"] = PolicyName }))[nameof(Policy)]}";

    /// <summary>Calls an action of KMS.</summary>
    public static async Task<JsonNode> CallAsync(LabOperation lab, string action, string target, JsonObject parameters)
    {
        var request = SignedRequest.Json(
            lab.Session, SignedService.Kms, $"TrentService.{action}", JsonSerializer.SerializeToUtf8Bytes(parameters));
        var body = (await lab.Signed(action, request, target)).Body;
        return body.Length == 0 ? new JsonObject() : JsonNode.Parse(body)!;
    }
}
