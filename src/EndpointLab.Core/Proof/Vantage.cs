using System.Text.Json.Serialization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;

namespace EndpointLab;

/// <summary>A place inside the simulator's network to send requests from. AWS offers none, nor do other servers.</summary>
internal sealed class Vantage : IDisposable
{
    private const string FromHeader = "X-EndpointLab-From";

    private readonly LabOperation lab;
    private readonly string source;
    private readonly HttpClient http;

    /// <param name="source">A network interface's id, or an address on the internet.</param>
    public Vantage(LabOperation lab, string source)
    {
        this.lab = lab;
        this.source = source;
        var handler = new LeavingFrom(source, lab.Session.EndpointUrl, lab.Session.Handler ?? new SocketsHttpHandler());
        http = new(handler, disposeHandler: lab.Session.Handler is null);
    }

    /// <summary>Tries to open one TCP connection. Null where there is no vantage, since no simulator answers.</summary>
    /// <exception cref="LabException">The simulator can't be reached, or knows no such interface.</exception>
    public async Task<ConnectAnswer?> ConnectAsync(string to, int port)
    {
        using var response = await SimulatorApi.SendAsync(
            lab, http, HttpMethod.Post, "connect", new { from = source, to, port }, "The probe", to);
        return response is null ? null : await SimulatorApi.ReadAsync<ConnectAnswer>(
            response,
            (_, message) => new(
                ErrorId.ResourceNotFound,
                $"The simulator can't send from {source}: {message}",
                "Check the id and the Region: Get-LabSession shows where you are.",
                source),
            lab.Token);
    }

    /// <summary>Gets keys. Null where there is no vantage.</summary>
    /// <param name="of">The interface of an instance, as whose role it is to call, or a principal.</param>
    /// <exception cref="LabException">The instance has none, and the message says why; or there is no such principal.</exception>
    public async Task<ProbeCaller?> GetCallerAsync(KeyOwner of)
    {
        using var response = await SimulatorApi.SendAsync(lab, http, HttpMethod.Post, "credentials", of, "The probe", of.Name);
        if (response is null)
        {
            return null;
        }

        var keys = await SimulatorApi.ReadAsync<Keys>(
            response,
            (_, message) => new(
                of.Principal is null ? ErrorId.MissingCredentials : ErrorId.ResourceNotFound,
                message,
                "Check the ARN and the account: Get-LabSession shows where you are.",
                of.Name),
            lab.Token);
        return new(
            keys.PrincipalArn,
            keys.Token is null
                ? new BasicAWSCredentials(keys.AccessKeyId, keys.SecretAccessKey)
                : new SessionAWSCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.Token));
    }

    /// <summary>The SDK's client, whose requests leave from here and are sent once.</summary>
    /// <param name="host">What S3 is called.</param>
    public AmazonS3Client CreateS3(AWSCredentials credentials, string host, string region) =>
        new(credentials, Configure(new AmazonS3Config(), host, region));

    /// <inheritdoc cref="CreateS3"/>
    public AmazonSecurityTokenServiceClient CreateSts(AWSCredentials credentials, string host, string region) =>
        new(credentials, Configure(new AmazonSecurityTokenServiceConfig(), host, region));

    public void Dispose() => http.Dispose();

    private T Configure<T>(T config, string host, string region) where T : ClientConfig
    {
        lab.Session.Configure(config, http);
        config.ServiceURL = $"https://{host}";
        config.AuthenticationRegion = region;
        config.MaxErrorRetry = 0;
        return config;
    }

    private sealed record Keys(string PrincipalArn, string AccessKeyId, string SecretAccessKey, string? Token);

    /// <param name="simulator">Where the simulator listens for whatever host is meant; null in this process.</param>
    private sealed class LeavingFrom(string source, Uri? simulator, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add(FromHeader, source);
            if (simulator is not null && request.RequestUri!.Host != simulator.Host)
            {
                request.Headers.Host = request.RequestUri.Host;
                request.RequestUri = new(simulator, request.RequestUri.PathAndQuery);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>What the simulator says of one TCP handshake.</summary>
/// <param name="Address">What the name resolved to.</param>
internal sealed record ConnectAnswer(
    [property: JsonConverter(typeof(JsonStringEnumConverter<ProbeResult>))] ProbeResult Result,
    string? Address, string? Via, string? StoppedBy, string[] Hops)
{
    /// <summary>What is never sent.</summary>
    public static ConnectAnswer Denied(string reason) => new(ProbeResult.Denied, Address: null, Via: null, reason, []);
}
