using Amazon.Runtime;
using Amazon.SecurityToken.Model;

namespace EndpointLab;

/// <summary>Opens sessions. Whoever is reached over a network is asked once who the caller is, so a bad session never gets used.</summary>
internal static class Connection
{
    public const string DefaultRegion = "us-east-1";

    /// <summary>A session on a simulator that lives behind <paramref name="handler"/>.</summary>
    public static LabSession Simulated(
        HttpMessageHandler handler, string cloudId, string? name, string? region, string accountId, string secret, TimeProvider time) =>
        new(
            SessionKind.Simulated,
            cloudId,
            name,
            Regions.Require(region ?? DefaultRegion),
            new BasicAWSCredentials(accountId, secret),
            handler: handler,
            time: time)
        {
            AccountId = accountId,
        };

    /// <summary>A session on a server that speaks AWS's protocols, which may well take any credentials.</summary>
    /// <param name="accountId">Used as the access key id, which moto, LocalStack and the simulator take for the account.</param>
    public static Task<LabSession> EndpointUrlAsync(
        Uri url, string? name, string? region, CredentialSource source, string? accountId, IReadOnlyCollection<string> allowedAccounts,
        ILabReporter reporter, CancellationToken token)
    {
        var credentials = source.FindNamed()
            ?? (accountId is not null ? new BasicAWSCredentials(accountId, "test")
                : Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is { Length: > 0 } ? new EnvironmentVariablesAWSCredentials()
                : new BasicAWSCredentials("test", "test"));
        return OpenAsync(credentials, source.Role, name, Regions.Require(region ?? DefaultRegion), url, allowedAccounts, reporter, token);
    }

    /// <summary>A session on AWS, or on what stands for it at <paramref name="url"/>.</summary>
    public static Task<LabSession> AwsAsync(
        Uri? url, string? name, string? region, CredentialSource source, IReadOnlyCollection<string> allowedAccounts,
        ILabReporter reporter, CancellationToken token)
    {
        var chosen = region ?? source.Region
            ?? FallbackRegionFactory.GetRegionEndpoint()?.SystemName ?? throw new LabException(
                ErrorId.UnknownRegion,
                "No Region is given, and neither the environment nor the profile names one.",
                "Add -Region, such as -Region eu-central-1.");
        return OpenAsync(source.Find(), source.Role, name, Regions.Require(chosen), url, allowedAccounts, reporter, token);
    }

    private static async Task<LabSession> OpenAsync(
        AWSCredentials credentials, RoleChoice? role, string? name, string region, Uri? url, IReadOnlyCollection<string> allowedAccounts,
        ILabReporter reporter, CancellationToken token)
    {
        if (role is not null)
        {
            credentials = new AssumedRole(Reach(credentials, name: null), role);
        }

        var session = Reach(credentials, name);
        try
        {
            LabOperation lab = new(session, reporter, token);
            // While the SDK waits for a sign-in, it doesn't heed the token.
            var identity = await lab.Call(
                "STS", () => session.Sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), token).WaitAsync(token), target: null);
            (session.AccountId, session.Arn) = (identity.Account, identity.Arn);
            return allowedAccounts.Count == 0 || allowedAccounts.Contains(identity.Account) ? session : throw new LabException(
                ErrorId.AccountNotAllowed,
                $"The credentials are those of {identity.Arn}, and only the account {string.Join(" or ", allowedAccounts)} is allowed.",
                "Connect with credentials of an allowed account, or change -AllowedAccount. Nothing was done but asking who the caller is.",
                identity.Account);
        }
        catch
        {
            session.Dispose();
            throw;
        }

        LabSession Reach(AWSCredentials caller, string? name) => url is null
            ? new(SessionKind.Aws, "aws", name, region, caller)
            : new(SessionKind.EndpointUrl, url.Authority, name, region, caller, url);
    }
}
