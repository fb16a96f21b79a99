using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
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

    /// <param name="accountId">Used as the access key id, which moto, LocalStack and the simulator take for the account.</param>
    public static Task<LabSession> EndpointUrlAsync(
        Uri url, string? name, string? region, string? profile, string? accountId, ILabReporter reporter, CancellationToken token)
    {
        var credentials = accountId is not null ? new BasicAWSCredentials(accountId, "test")
            : profile is not null ? Profile(profile)
            : Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is { Length: > 0 } ? new EnvironmentVariablesAWSCredentials()
            : new BasicAWSCredentials("test", "test");
        return IdentifyAsync(
            new(SessionKind.EndpointUrl, url.Authority, name, Regions.Require(region ?? DefaultRegion), credentials, url), reporter, token);
    }

    /// <summary>A session on AWS, with a profile of the shared files or the SDK's default chain.</summary>
    public static Task<LabSession> AwsAsync(string? name, string? region, string? profile, ILabReporter reporter, CancellationToken token)
    {
        var credentials = profile is null ? Default() : Profile(profile);
        var chosen = region ?? ProfileRegion(profile) ?? FallbackRegionFactory.GetRegionEndpoint()?.SystemName ?? throw new LabException(
            ErrorId.UnknownRegion, "No Region is given, and neither the environment nor the profile names one.", "Add -Region, such as -Region eu-central-1.");
        return IdentifyAsync(new(SessionKind.Aws, "aws", name, Regions.Require(chosen), credentials), reporter, token);
    }

    private static async Task<LabSession> IdentifyAsync(LabSession session, ILabReporter reporter, CancellationToken token)
    {
        try
        {
            var lab = new LabOperation(session, reporter, token);
            var identity = await lab.Call("STS", () => session.Sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), token), null);
            session.AccountId = identity.Account;
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static AWSCredentials Default()
    {
        try
        {
            return DefaultAWSCredentialsIdentityResolver.GetCredentials();
        }
        catch (AmazonClientException e)
        {
            throw new LabException(
                ErrorId.MissingCredentials,
                "No AWS credentials were found in the environment, the shared files, or a role of this computer.",
                "Sign in (aws configure sso), name a profile (-ProfileName), or leave out -Aws for the simulator.",
                inner: e);
        }
    }

    private static AWSCredentials Profile(string profile) =>
        new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var credentials) ? credentials : throw new LabException(
            ErrorId.MissingCredentials, $"There is no usable profile '{profile}' in the shared AWS files.", "aws configure list-profiles names them.", profile);

    private static string? ProfileRegion(string? name) =>
        name is not null && new CredentialProfileStoreChain().TryGetProfile(name, out var profile) ? profile.Region?.SystemName : null;
}
