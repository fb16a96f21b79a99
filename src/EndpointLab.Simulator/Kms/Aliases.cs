using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EndpointLab.Simulator.Kms;

/// <summary>Names for keys ("Aliases in AWS KMS" in its Developer Guide).</summary>
internal static partial class Aliases
{
    public static readonly Dictionary<string, Func<JsonCall, JsonObject?>> Actions = new()
    {
        ["CreateAlias"] = Create,
        ["DeleteAlias"] = Delete,
        ["ListAliases"] = List,
        ["UpdateAlias"] = Update,
    };

    private static JsonObject? Create(JsonCall call)
    {
        var name = call.Parameters.Required("AliasName");
        if (!name.StartsWith("alias/", StringComparison.Ordinal))
            throw KmsErrors.InvalidAliasName("Alias must start with the prefix \"alias/\".");
        if (!Form().IsMatch(name) || name.StartsWith("alias/aws/", StringComparison.Ordinal))
            throw KmsErrors.InvalidAliasName($"The alias name {name} is not valid.");
        if (call.Region.FindKmsKey(name) is not null)
            throw KmsErrors.AlreadyExists(call.Arn(name));
        call.Region.KmsAliases[name] = new(name, Target(call), call.Region.Now.Time, call.Region.Now.Time);
        return null;
    }

    private static JsonObject? Update(JsonCall call)
    {
        var alias = Find(call);
        call.Region.KmsAliases[alias.Name] = alias with { Key = Target(call), Updated = call.Region.Now.Time };
        return null;
    }

    private static JsonObject? Delete(JsonCall call)
    {
        call.Region.KmsAliases.Remove(Find(call).Name);
        return null;
    }

    private static JsonObject List(JsonCall call)
    {
        var s3 = call.Region.S3Key;
        var key = call.Parameters["KeyId"] is null ? null : call.Key();
        var all = call.Region.KmsAliases.Values
            .Append(new(RegionState.S3KeyAlias, s3, s3.Created, s3.Created))
            .Where(alias => Holds(call, alias) && (key is null || alias.Key == key));
        return call.Page("Aliases", all, alias => new JsonObject
        {
            ["AliasName"] = alias.Name,
            ["AliasArn"] = call.Arn(alias.Name),
            ["TargetKeyId"] = alias.Key.Id,
            ["CreationDate"] = KmsCalls.Time(alias.Created),
            ["LastUpdatedDate"] = KmsCalls.Time(alias.Updated),
        });
    }

    /// <summary>An alias goes with its key.</summary>
    private static bool Holds(JsonCall call, KmsAlias alias) => call.Region.KmsKeys.Contains(alias.Key);

    private static KmsAlias Find(JsonCall call) =>
        call.Parameters.Required("AliasName") is var name && call.Region.KmsAliases.TryGetValue(name, out var alias) && Holds(call, alias)
            ? alias
            : throw KmsErrors.AliasNotFound(call.Arn(name));

    private static KmsKey Target(JsonCall call)
    {
        var name = call.Parameters.Required("TargetKeyId");
        var key = call.Region.FindKmsKey(name) is { IsManagedByAws: false } found && found.AccountId == call.Region.AccountId
            ? found
            : throw KmsErrors.KeyNotFound(call.Arn($"key/{name}"));
        return key.DeletionDate is null ? key : throw KmsErrors.PendingDeletion(key);
    }

    [GeneratedRegex(@"^alias/[a-zA-Z0-9/_-]{1,250}\z")]
    private static partial Regex Form();
}
