namespace EndpointLab.Simulator.S3;

/// <summary>
/// Decides every request to S3, and words a denial as S3 does ("Troubleshoot access denied (403 Forbidden) errors in Amazon S3").
/// </summary>
internal static class S3Access
{
    /// <summary>Checks that the caller may do something to a bucket, an object or, where there is neither, the account's buckets.</summary>
    /// <exception cref="ServiceException">AccessDenied.</exception>
    public static void Require(S3Call call, string action, Bucket? bucket, string resource)
    {
        var owner = bucket?.AccountId ?? call.Caller.AccountId ?? "";
        var policies = bucket?.Policy is { } policy && !IsRestricted(call, bucket) ? new[] { policy.Document } : [];
        var decision = call.Access.Decide(action, resource, owner, Context(call, owner), policies);
        if (!decision.IsAllowed)
        {
            throw S3Errors.AccessDenied(
                owner == call.Caller.AccountId ? call.Access.Explain(decision, action, $"\"{resource}\"") : "Access Denied");
        }
    }

    /// <summary>A public policy says nothing to other accounts where the bucket restricts itself to its own.</summary>
    private static bool IsRestricted(S3Call call, Bucket bucket) =>
        bucket.PublicAccessBlock?.RestrictBucket == true
        && call.Caller.AccountId != bucket.AccountId
        && bucket.Policy!.Value.Document.IsPublic;

    private static Dictionary<string, string[]> Context(S3Call call, string owner)
    {
        Dictionary<string, string[]> context = new() { ["s3:ResourceAccount"] = [owner] };
        foreach (var name in (string[])["prefix", "delimiter", "max-keys"])
        {
            if (call.Query.TryGetValue(name, out var value))
                context["s3:" + name] = [value];
        }
        return context;
    }
}
