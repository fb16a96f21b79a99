using Amazon;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;

namespace EndpointLab;

/// <summary>One account in one Region, reached in one way. Holds the SDK's clients; shows no secret.</summary>
public sealed class LabSession : IDisposable
{
    private static int s_count;

    private readonly AWSCredentials _credentials;
    private readonly HttpClient? _http;
    private readonly Lazy<AmazonEC2Client> _ec2;
    private readonly Lazy<AmazonS3Client> _s3;
    private readonly Lazy<AmazonSecurityTokenServiceClient> _sts;
    private readonly Lazy<AmazonSimpleSystemsManagementClient> _ssm;
    private bool _closed;

    /// <param name="cloudId">Sessions with the same one see the same resources.</param>
    /// <param name="handler">What takes the SDK's HTTP requests; null for the network.</param>
    internal LabSession(
        SessionKind kind, string cloudId, string? name, string region, AWSCredentials credentials,
        Uri? endpointUrl = null, HttpMessageHandler? handler = null, TimeProvider? time = null)
    {
        var number = Interlocked.Increment(ref s_count);
        Kind = kind;
        CloudId = cloudId;
        SessionId = $"{cloudId}/{number}";
        Name = name ?? $"{kind.ToString().ToLowerInvariant()}{number}";
        Region = region;
        EndpointUrl = endpointUrl;
        Time = time ?? TimeProvider.System;
        _credentials = credentials;
        Handler = handler;
        _http = handler is null ? null : new(handler, disposeHandler: false);
        _ec2 = new(() => new(_credentials, Configure(new AmazonEC2Config(), _http)));
        _s3 = new(() => CreateS3(_http));
        _sts = new(() => new(_credentials, Configure(new AmazonSecurityTokenServiceConfig(), _http)));
        _ssm = new(() => new(_credentials, Configure(new AmazonSimpleSystemsManagementConfig(), _http)));
    }

    public string Name { get; }

    public SessionKind Kind { get; }

    /// <summary>The twelve digits of the account; known once the session is open.</summary>
    public string AccountId { get; internal set; } = "";

    public string Region { get; }

    public Uri? EndpointUrl { get; }

    public string SessionId { get; }

    /// <summary>Open until <c>Disconnect-LabSession</c>.</summary>
    public string State => _closed ? "Closed" : "Open";

    internal string CloudId { get; }

    /// <summary>What takes the HTTP requests of a simulated session; null for the network.</summary>
    internal HttpMessageHandler? Handler { get; }

    internal TimeProvider Time { get; }

    /// <summary>How long a waiter sleeps before its second look; it backs off from there.</summary>
    internal TimeSpan FirstPoll => Kind == SessionKind.Simulated ? TimeSpan.FromMilliseconds(2) : TimeSpan.FromSeconds(1);

    internal IAmazonEC2 Ec2 => Open(_ec2);

    internal IAmazonS3 S3 => Open(_s3);

    internal IAmazonSecurityTokenService Sts => Open(_sts);

    internal IAmazonSimpleSystemsManagement Ssm => Open(_ssm);

    internal string Describe() => Kind switch
    {
        SessionKind.Simulated => "the simulator",
        SessionKind.EndpointUrl => $"{EndpointUrl}",
        _ => $"AWS in {Region}",
    };

    /// <summary>Whether a resource of that account, Region and session is to be found through this one.</summary>
    internal bool Sees(string accountId, string region, string sessionId) =>
        accountId == AccountId && region == Region && sessionId.StartsWith(CloudId + "/", StringComparison.Ordinal);

    /// <exception cref="LabException">The session was disconnected.</exception>
    internal LabSession RequireOpen() => !_closed ? this : throw new LabException(
        ErrorId.SessionClosed, $"The session {Name} ({SessionId}) was disconnected.", "Open another one: Connect-LabSession.", Name);

    public void Dispose()
    {
        _closed = true;
        foreach (var client in new[] { Made(_ec2), Made(_s3), Made(_sts), Made(_ssm), _http })
        {
            client?.Dispose();
        }
    }

    /// <param name="http">What sends the requests; null for the SDK's own.</param>
    internal AmazonS3Client CreateS3(HttpClient? http)
    {
        var config = Configure(new AmazonS3Config(), http);
        config.ForcePathStyle = EndpointUrl is not null;
        return new(_credentials, config);
    }

    private static IDisposable? Made<T>(Lazy<T> client) where T : class, IDisposable => client.IsValueCreated ? client.Value : null;

    private T Open<T>(Lazy<T> client)
    {
        RequireOpen();
        return client.Value;
    }

    private T Configure<T>(T config, HttpClient? http) where T : ClientConfig
    {
        config.RetryMode = RequestRetryMode.Standard;
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

    private sealed class OneHttpClient(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
