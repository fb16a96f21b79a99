using System.Collections.Concurrent;
using Amazon;
using Amazon.EC2;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;

namespace EndpointLab;

/// <summary>One account in one Region, reached in one way. Holds the SDK's clients; shows no secret.</summary>
public sealed class LabSession : IDisposable
{
    private static int count;

    private readonly HttpClient? http;
    private readonly Lazy<AmazonEC2Client> ec2;
    private readonly Lazy<AmazonS3Client> s3;
    private readonly Lazy<AmazonSecurityTokenServiceClient> sts;
    private readonly Lazy<AmazonSimpleSystemsManagementClient> ssm;
    private readonly Lazy<AmazonKeyManagementServiceClient> kms;
    private readonly Lazy<SignedClient> signed;
    private bool sharesCredentials;
    private bool closed;

    static LabSession() => SdkPipeline.Install();

    /// <param name="cloudId">Sessions with the same one see the same resources.</param>
    /// <param name="handler">What takes the SDK's HTTP requests; null for the network.</param>
    internal LabSession(
        SessionKind kind, string cloudId, string? name, string region, AWSCredentials credentials,
        Uri? endpointUrl = null, HttpMessageHandler? handler = null, TimeProvider? time = null)
    {
        var number = Interlocked.Increment(ref count);
        Kind = kind;
        CloudId = cloudId;
        SessionId = $"{cloudId}/{number}";
        Name = name ?? $"{kind.ToString().ToLowerInvariant()}{number}";
        Region = region;
        EndpointUrl = endpointUrl;
        Time = time ?? TimeProvider.System;
        Credentials = credentials;
        Handler = handler;
        http = handler is null ? null : new(handler, disposeHandler: false);
        ec2 = new(() => new(credentials, Configure(new AmazonEC2Config(), http)));
        s3 = new(() => new(credentials, ConfigureS3()));
        sts = new(() => new(credentials, Configure(new AmazonSecurityTokenServiceConfig(), http)));
        ssm = new(() => new(credentials, Configure(new AmazonSimpleSystemsManagementConfig(), http)));
        kms = new(() => new(credentials, Configure(new AmazonKeyManagementServiceConfig(), http)));
        signed = new(() => new(credentials, Configure(new AmazonSecurityTokenServiceConfig(), http)));
    }

    public string Name { get; }

    public SessionKind Kind { get; }

    /// <summary>The twelve digits of the account; known once the session is open.</summary>
    public string AccountId { get; internal set; } = "";

    /// <summary>As whom it calls; null where the server doesn't tell.</summary>
    public string? Arn { get; internal set; }

    public string Region { get; }

    public Uri? EndpointUrl { get; }

    public string SessionId { get; }

    /// <summary>Open until <c>Disconnect-LabSession</c>.</summary>
    public string State => closed ? "Closed" : "Open";

    internal string CloudId { get; }

    internal AWSCredentials Credentials { get; }

    /// <summary>What takes the HTTP requests of a simulated session; null for the network.</summary>
    internal HttpMessageHandler? Handler { get; }

    internal TimeProvider Time { get; }

    /// <summary>How long a waiter sleeps before its second look; it backs off from there.</summary>
    internal TimeSpan FirstPoll => Kind == SessionKind.Simulated ? TimeSpan.FromMilliseconds(2) : TimeSpan.FromSeconds(1);

    /// <summary>How long a resource may be unknown after it was made: AWS is eventually consistent, the others play it at most.</summary>
    internal TimeSpan NotFoundGrace => Kind switch
    {
        SessionKind.Aws => TimeSpan.FromSeconds(10),
        SessionKind.EndpointUrl => TimeSpan.FromSeconds(1),
        _ => TimeSpan.FromMilliseconds(150),
    };

    /// <summary>How long EC2 may not know an instance profile yet that IAM has made.</summary>
    internal TimeSpan ProfileGrace => NotFoundGrace * 6;

    /// <summary>The ids of AWS's own prefix lists found so far, by their full names.</summary>
    internal ConcurrentDictionary<string, string> PrefixListIds { get; } = [];

    /// <summary>What instances printed to their consoles, by their ids.</summary>
    internal ConcurrentDictionary<string, HostKeys> HostKeys { get; } = [];

    /// <summary>What repetitions of failed calls cost all clients together.</summary>
    internal RetryCapacity RetryBudget { get; private init; } = SessionRetryPolicy.NewBudget();

    internal IAmazonEC2 Ec2 => Open(ec2);

    internal IAmazonS3 S3 => Open(s3);

    internal IAmazonSecurityTokenService Sts => Open(sts);

    internal IAmazonSimpleSystemsManagement Ssm => Open(ssm);

    internal IAmazonKeyManagementService Kms => Open(kms);

    /// <summary>For the services that have no package of the SDK's here.</summary>
    internal SignedClient Signed => Open(signed);

    internal string Describe() => Kind switch
    {
        SessionKind.Simulated => "the simulator",
        SessionKind.EndpointUrl => $"{EndpointUrl}",
        _ => $"AWS in {Region}",
    };

    /// <summary>Whether a resource of that account, Region and session is to be found through this one.</summary>
    internal bool Sees(string accountId, string region, string sessionId) =>
        accountId == AccountId && region == Region && sessionId.StartsWith(CloudId + "/", StringComparison.Ordinal);

    /// <summary>The same in another Region, to be disposed by whoever asks for it.</summary>
    internal LabSession In(string region) => new(Kind, CloudId, Name, region, Credentials, EndpointUrl, Handler, Time)
    {
        AccountId = AccountId,
        RetryBudget = RetryBudget,
        sharesCredentials = true,
    };

    /// <exception cref="LabException">The session was disconnected.</exception>
    internal LabSession RequireOpen() => !closed ? this : throw new LabException(
        ErrorId.SessionClosed, $"The session {Name} ({SessionId}) was disconnected.", "Open another one: Connect-LabSession.", Name);

    public void Dispose()
    {
        closed = true;
        var role = sharesCredentials ? null : Credentials as AssumedRole;
        foreach (var client in new[] { Made(ec2), Made(s3), Made(sts), Made(ssm), Made(kms), Made(signed), http, role })
        {
            client?.Dispose();
        }
    }

    /// <summary>Sets a client up for the session.</summary>
    /// <param name="http">What sends the requests; null for the SDK's own.</param>
    internal T Configure<T>(T config, HttpClient? http) where T : ClientConfig
    {
        config.RetryMode = RequestRetryMode.Standard;
        // What the environment says of other places is not of the simulator in this process.
        config.IgnoreConfiguredEndpointUrls = Kind is SessionKind.Simulated;
        if (EndpointUrl is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        }
        else
        {
            config.ServiceURL = EndpointUrl.ToString();
            config.AuthenticationRegion = Region;
        }

        if (http is not null)
        {
            config.HttpClientFactory = new OneHttpClient(http);
        }

        return config;
    }

    private AmazonS3Config ConfigureS3()
    {
        var config = Configure(new AmazonS3Config(), http);
        config.ForcePathStyle = EndpointUrl is not null;
        return config;
    }

    private static IDisposable? Made<T>(Lazy<T> client) where T : class, IDisposable => client.IsValueCreated ? client.Value : null;

    private T Open<T>(Lazy<T> client)
    {
        RequireOpen();
        return client.Value;
    }

    private sealed class OneHttpClient(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
