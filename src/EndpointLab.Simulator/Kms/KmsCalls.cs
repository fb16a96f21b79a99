using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Kms;

/// <summary>What KMS's actions have in common.</summary>
internal static class KmsCalls
{
    private const int LargestPage = 100;

    /// <summary>The key that the call names.</summary>
    /// <param name="byAlias">Whether the action takes an alias for it.</param>
    /// <exception cref="ServiceException">NotFoundException.</exception>
    public static KmsKey Key(this JsonCall call, bool byAlias = false)
    {
        var name = call.Parameters.Required("KeyId");
        var isAlias = name.Contains("alias/", StringComparison.Ordinal);
        return (isAlias && !byAlias ? null : call.Region.FindKmsKey(name)) ?? throw (isAlias
            ? KmsErrors.AliasNotFound(call.Arn(name))
            : KmsErrors.KeyNotFound(call.Arn($"key/{name}")));
    }

    /// <summary>A key that the account manages itself.</summary>
    /// <param name="isKept">
    /// Whether the action takes none that is about to be deleted, as most don't ("Key states of AWS KMS keys" in the Developer Guide).
    /// </param>
    /// <exception cref="ServiceException">There is none, or it can't be changed.</exception>
    public static KmsKey OwnKey(this JsonCall call, bool isKept = true)
    {
        var key = call.Key();
        return key.IsManagedByAws ? throw KmsErrors.ManagedByAws(key, call.Access.Principal)
            : isKept && key.DeletionDate is not null ? throw KmsErrors.PendingDeletion(key)
            : key;
    }

    /// <summary>The ARN of something in the call's account and Region; an ARN stands for itself.</summary>
    public static string Arn(this JsonCall call, string resource) => resource.Contains("arn:", StringComparison.Ordinal)
        ? resource[resource.IndexOf("arn:", StringComparison.Ordinal)..]
        : $"arn:aws:kms:{call.Region.Region.Name}:{call.Region.AccountId}:{resource}";

    public static double Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>One page of an answer that lists something.</summary>
    public static JsonObject Page<T>(this JsonCall call, string name, IEnumerable<T> all, Func<T, JsonNode?> write)
    {
        var (items, next) = call.Parameters.Page(all, "Limit", LargestPage, "Marker", KmsErrors.InvalidMarker);
        JsonObject answer = new() { [name] = new JsonArray([.. items.Select(write)]), ["Truncated"] = next is not null };
        if (next is not null)
            answer["NextMarker"] = next;
        return answer;
    }
}
