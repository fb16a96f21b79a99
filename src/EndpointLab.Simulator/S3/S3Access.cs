using System.Globalization;

namespace EndpointLab.Simulator.S3;

/// <summary>
/// Decides every request to S3, and words a denial as S3 does ("Troubleshoot access denied (403 Forbidden) errors in Amazon S3").
/// </summary>
internal static class S3Access
{
    /// <summary>Every key in the simulator is an administrator's.</summary>
    private static readonly Policy.PolicyDocument Administrator = Policy.PolicyDocument.Parse(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""", Policy.PolicyKind.Identity);

    /// <summary>Checks that the caller may do something to a bucket, an object or, where there is neither, the account's buckets.</summary>
    /// <exception cref="ServiceException">AccessDenied.</exception>
    public static void Require(S3Call call, string action, Bucket? bucket, string resource)
    {
        var caller = call.Caller.AccountId is { } account
            ? new Policy.Caller(call.Caller.Arn) { CanonicalUserId = S3Buckets.CanonicalUserId(account) }
            : Policy.Caller.Anonymous;
        var owner = bucket?.AccountId ?? call.Caller.AccountId ?? "";
        Policy.AuthorizationRequest request = new(caller, action, resource, owner) { Context = Context(call, owner) };
        var decision = Policy.Authorization.Decide(request, [.. Policies(call, bucket)]);
        if (!decision.IsAllowed)
            throw S3Errors.AccessDenied(owner == caller.AccountId ? Explain(request, decision) : "Access Denied");
    }

    private static IEnumerable<Policy.PolicyDocument> Policies(S3Call call, Bucket? bucket)
    {
        if (call.Caller.AccountId is not null)
            yield return Administrator;
        if (bucket?.Policy is { } policy && !IsRestricted(call, bucket))
            yield return policy.Document;
        if (call.Source is S3Source.Endpoint endpoint)
            yield return endpoint.Policy;
    }

    /// <summary>A public policy says nothing to other accounts where the bucket restricts itself to its own.</summary>
    private static bool IsRestricted(S3Call call, Bucket bucket) =>
        bucket.PublicAccessBlock?.RestrictBucket == true
        && call.Caller.AccountId != bucket.AccountId
        && bucket.Policy!.Value.Document.IsPublic;

    private static Dictionary<string, string[]> Context(S3Call call, string owner)
    {
        Dictionary<string, string[]> context = new()
        {
            ["aws:SecureTransport"] = ["true"],
            ["aws:CurrentTime"] = [call.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)],
            ["aws:EpochTime"] = [call.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)],
            ["aws:RequestedRegion"] = [call.Caller.Region],
            ["s3:ResourceAccount"] = [owner],
        };
        foreach (var (key, value) in call.Source.ConditionKeys)
            context[key] = [value];
        foreach (var name in (string[])["prefix", "delimiter", "max-keys"])
        {
            if (call.Query.TryGetValue(name, out var value))
                context["s3:" + name] = [value];
        }

        if (call.Header("User-Agent") is { } agent)
            context["aws:UserAgent"] = [agent];
        return context;
    }

    private static string Explain(Policy.AuthorizationRequest request, Policy.Decision decision)
    {
        var policy = decision.Policy switch
        {
            Policy.PolicyKind.Identity => "identity-based policy",
            Policy.PolicyKind.Resource => "resource-based policy",
            Policy.PolicyKind.PermissionsBoundary => "permissions boundary",
            _ => "VPC endpoint policy",
        };
        var reason = decision.Outcome is Policy.Outcome.ExplicitlyDenied
            ? $"with an explicit deny in {(policy is "identity-based policy" ? "an" : "a")} {policy}"
            : $"because no {policy} allows the {request.Action} action";
        return $"User: {request.Caller.Arn} is not authorized to perform: {request.Action} on resource: \"{request.Resource}\" {reason}";
    }
}
