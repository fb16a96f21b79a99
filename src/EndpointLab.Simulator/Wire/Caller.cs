using EndpointLab.Simulator.Iam;

namespace EndpointLab.Simulator.Wire;

/// <summary>Who calls what, read from the signature's credential scope, or from the host where a request is unsigned.</summary>
/// <param name="AccountId">The account; null for an unsigned request.</param>
/// <param name="Region">The Region as named by the caller: perhaps none that exists.</param>
/// <param name="Service">The service's name in signatures: ec2, s3, sts, ssm.</param>
internal sealed record Caller(string? AccountId, string Region, string Service)
{
    /// <summary>The user as whom every key calls that was not given out.</summary>
    public const string Administrator = "endpointlab";

    public const string AdministratorId = "AIDAENDPOINTLABADMIN1";

    /// <summary>The Region of a request that names none, as at AWS's global endpoints.</summary>
    private const string GlobalRegion = "us-east-1";

    /// <summary>The key that was given out to a user or a role session; null for the account's administrator.</summary>
    public AccessKey? Key { get; private init; }

    /// <summary>The ARN that GetCallerIdentity answers.</summary>
    public string Arn => Key?.Arn ?? ArnOf(AccountId!);

    public string UserId => Key?.UserId ?? AdministratorId;

    public static string ArnOf(string accountId) => $"arn:aws:iam::{accountId}:user/{Administrator}";

    /// <summary>Whether an access key is the number of an account.</summary>
    public static bool IsAccountId(string key) => key.Length == 12 && key.All(char.IsAsciiDigit);

    public static Caller Of(CloudRequest request, AccessKeys keys, string defaultAccountId)
    {
        if (Authorization.Of(request)?["Credential"].Split('/') is not [var id, _, var region, var service, ..])
            return OfHost(request.Uri.Host);
        var key = keys.Find(id);
        return new(key?.Owner.AccountId ?? (IsAccountId(id) ? id : defaultAccountId), region, service) { Key = key };
    }

    private static Caller OfHost(string host)
    {
        if (!host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase))
            return new(null, GlobalRegion, "s3");
        string[] labels = [.. host.Split('.')[..^2].Where(label => label is not ("vpce" or "dualstack"))];
        return labels switch
        {
            [.., var service, var region] when Simulator.State.Region.Find(region) is not null => new(null, region, service),
            [.., var service] => new(null, GlobalRegion, service),
            [] => new(null, GlobalRegion, ""),
        };
    }
}
