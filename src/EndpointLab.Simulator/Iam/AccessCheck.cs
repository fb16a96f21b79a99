using System.Globalization;
using EndpointLab.Policy;
using EndpointLab.Simulator.DataPlane;
using EndpointLab.Simulator.S3;
using Caller = EndpointLab.Simulator.Wire.Caller;

namespace EndpointLab.Simulator.Iam;

/// <summary>Decides what one request may do, by the policies of its caller, of the endpoint it came through, and of the resource.</summary>
internal sealed class AccessCheck(Cloud cloud, CloudRequest request, Caller caller, RequestSource source)
{
    /// <summary>The caller as policies see it.</summary>
    public Policy.Caller Principal { get; } = caller.AccountId is not { } account ? Policy.Caller.Anonymous : new(caller.Arn)
    {
        CanonicalUserId = S3Buckets.CanonicalUserId(account),
        RoleArn = (caller.Key?.Owner as Role)?.Arn,
        UserId = caller.UserId,
    };

    /// <summary>What a service may do that calls another one in the caller's name.</summary>
    public AccessCheck ByService() => new(cloud, request, caller, new RequestSource.Service());

    /// <param name="action">Such as s3:GetObject.</param>
    /// <param name="resource">The ARN of what it is about.</param>
    /// <param name="owner">The account that this belongs to.</param>
    /// <param name="context">The action's own condition keys.</param>
    /// <param name="policies">The resource's own policies.</param>
    public Decision Decide(
        string action,
        string resource,
        string owner,
        IEnumerable<KeyValuePair<string, string[]>> context,
        params IEnumerable<PolicyDocument> policies)
    {
        AuthorizationRequest asked = new(Principal, action, resource, owner) { Context = [.. Context(), .. context] };
        IEnumerable<PolicyDocument> ofEndpoint = source is RequestSource.Endpoint { Policy: { } limit } ? [limit] : [];
        return Policy.Authorization.Decide(asked, [.. cloud.Iam.PoliciesOf(caller), .. policies, .. ofEndpoint]);
    }

    /// <summary>Why a request was denied, in AWS's words ("Troubleshoot access denied error messages" in the IAM User Guide).</summary>
    /// <param name="resource">What the action was about, as the service writes it.</param>
    public string Explain(Decision denial, string action, string resource) =>
        $"User: {Principal} is not authorized to perform: {action} on resource: {resource} {Reason(denial, action)}";

    /// <summary>Why a request was denied that is about something of another account's, which AWS doesn't tell in detail.</summary>
    public string ExplainForeign(string action, string resource) =>
        $"User: {Principal} is not authorized to perform: {action} on resource: {resource} because the resource does not exist in this "
        + "Region, no resource-based policies allow access, or a resource-based policy explicitly denies access";

    private static string Reason(Decision denial, string action)
    {
        var policy = denial.Policy switch
        {
            PolicyKind.Identity => "identity-based policy",
            PolicyKind.Resource or PolicyKind.Key => "resource-based policy",
            PolicyKind.Trust => "role trust policy",
            PolicyKind.PermissionsBoundary => "permissions boundary",
            _ => "VPC endpoint policy",
        };
        return denial.Outcome is Outcome.ExplicitlyDenied
            ? $"with an explicit deny in {(policy is "identity-based policy" ? "an" : "a")} {policy}"
            : $"because no {policy} allows the {action} action";
    }

    /// <summary>The condition keys that requests to every service have ("AWS global condition context keys" in IAM's guide).</summary>
    private Dictionary<string, string[]> Context()
    {
        Dictionary<string, string[]> context = new()
        {
            ["aws:SecureTransport"] = ["true"],
            ["aws:CurrentTime"] = [cloud.Now.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)],
            ["aws:EpochTime"] = [cloud.Now.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)],
            ["aws:RequestedRegion"] = [caller.Region],
            ["aws:ViaAWSService"] = ["false"],
        };
        foreach (var (key, value) in source.ConditionKeys)
            context[key] = [value];
        foreach (var (key, value) in cloud.Iam.IdentityOf(caller)?.Tags ?? [])
            context[$"aws:PrincipalTag/{key}"] = [value];
        if (request.Headers.GetValueOrDefault("User-Agent") is { } agent)
            context["aws:UserAgent"] = [agent];
        return context;
    }
}
