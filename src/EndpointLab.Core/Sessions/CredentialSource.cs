using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace EndpointLab;

/// <summary>Where a session's credentials come from; by default, from the SDK's usual places.</summary>
internal sealed class CredentialSource
{
    private readonly Func<AWSCredentials>? named;

    private CredentialSource(Func<AWSCredentials>? named) => this.named = named;

    /// <summary>The SDK's usual places.</summary>
    public static CredentialSource Default { get; } = new(named: null);

    /// <summary>The role to assume with them; null to use them as they are.</summary>
    public RoleChoice? Role { get; private init; }

    /// <summary>The Region that comes with them; null where none does.</summary>
    public string? Region { get; private init; }

    /// <param name="sessionToken">Null or empty for keys that are not temporary.</param>
    /// <exception cref="LabException">A key is empty.</exception>
    public static CredentialSource OfKeys(string accessKey, string secretKey, string? sessionToken)
    {
        if (accessKey.Length == 0 || secretKey.Length == 0)
        {
            throw new LabException(
                ErrorId.InvalidArgument,
                $"The {(accessKey.Length == 0 ? "access" : "secret")} key is empty.",
                "Check where it comes from.");
        }

        return new(() => string.IsNullOrEmpty(sessionToken)
            ? new BasicAWSCredentials(accessKey, secretKey)
            : new SessionAWSCredentials(accessKey, secretKey, sessionToken));
    }

    /// <summary>A profile of the shared files.</summary>
    /// <param name="location">The credentials file; null for the usual one.</param>
    public static CredentialSource OfProfile(string name, string? location) =>
        new(() => ProfileCredentials.Get(name, location)) { Region = ProfileCredentials.RegionOf(name, location) };

    /// <summary>What another module refreshes; null where <paramref name="value"/> holds no credentials.</summary>
    public static CredentialSource? In(object? value) => ForeignCredentials.In(value) is { } found ? new(() => found) : null;

    /// <summary>The same, to assume a role with.</summary>
    public CredentialSource Assuming(RoleChoice? role) => new(named) { Role = role, Region = Region };

    /// <summary>What the user named; null where that is nothing.</summary>
    public AWSCredentials? FindNamed() => named?.Invoke();

    /// <summary>What the user named, else what the SDK finds: environment, web identity, profile, container, instance.</summary>
    /// <exception cref="LabException">There are none.</exception>
    public AWSCredentials Find() => FindNamed() ?? FindDefault();

    private static AWSCredentials FindDefault()
    {
        // By itself, the SDK passes over a profile that needs the user to sign in.
        var profile = DefaultAWSCredentialsIdentityResolver.GetProfileName();
        if (!HasVariable("AWS_ACCESS_KEY_ID") && !HasVariable("AWS_WEB_IDENTITY_TOKEN_FILE") && ProfileCredentials.Exists(profile))
        {
            return ProfileCredentials.Get(profile, location: null);
        }

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

    private static bool HasVariable(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));
}
