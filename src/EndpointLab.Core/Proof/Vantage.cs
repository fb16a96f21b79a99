using System.Text.Json.Serialization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;

namespace EndpointLab;

/// <summary>A place inside a network to send requests from.</summary>
/// <param name="http">What sends them from there.</param>
internal abstract class Vantage(LabOperation lab, HttpClient http) : IDisposable
{
    protected LabOperation Lab => lab;

    protected HttpClient Http => http;

    /// <param name="login">How to log in to the sender where it is an instance of AWS's; null not to.</param>
    /// <exception cref="LabException">Nobody can log in to it.</exception>
    public static async Task<Vantage> OpenAsync(LabOperation lab, Place sender, InstanceLogin? login) =>
        login is not null && sender.InstanceId is not null && lab.Session.Kind == SessionKind.Aws
            ? await InstanceVantage.OpenAsync(lab, sender.InstanceId, login)
            : new SimulatedVantage(lab, sender.Source);

    /// <summary>Tries to open one TCP connection. Null where nobody is there to do it.</summary>
    public abstract Task<ConnectAnswer?> ConnectAsync(string to, int port);

    /// <summary>Gets keys. Null where nobody is there to use them.</summary>
    /// <param name="of">The interface of an instance, as whose role it is to call, or a principal.</param>
    /// <exception cref="LabException">The instance has none, and the message says why; or there is no such principal.</exception>
    public abstract Task<ProbeCaller?> GetCallerAsync(KeyOwner of);

    /// <summary>The SDK's client, whose requests leave from here and are sent once.</summary>
    /// <param name="host">What S3 is called.</param>
    public AmazonS3Client CreateS3(AWSCredentials credentials, string host, string region) =>
        new(credentials, Configure(new AmazonS3Config(), host, region));

    /// <inheritdoc cref="CreateS3"/>
    public AmazonSecurityTokenServiceClient CreateSts(AWSCredentials credentials, string host, string region) =>
        new(credentials, Configure(new AmazonSecurityTokenServiceConfig(), host, region));

    public virtual void Dispose() => http.Dispose();

    protected static ProbeCaller Caller(string principalArn, string accessKeyId, string secretAccessKey, string? token) => new(
        principalArn,
        token is null
            ? new BasicAWSCredentials(accessKeyId, secretAccessKey)
            : new SessionAWSCredentials(accessKeyId, secretAccessKey, token));

    private T Configure<T>(T config, string host, string region) where T : ClientConfig
    {
        lab.Session.Configure(config, http);
        config.ServiceURL = $"https://{host}";
        config.AuthenticationRegion = region;
        config.MaxErrorRetry = 0;
        return config;
    }
}

/// <summary>What came of one TCP handshake.</summary>
/// <param name="Address">What the name resolved to.</param>
internal sealed record ConnectAnswer(
    [property: JsonConverter(typeof(JsonStringEnumConverter<ProbeResult>))] ProbeResult Result,
    string? Address, string? Via, string? StoppedBy, string[] Hops)
{
    /// <summary>What is never sent.</summary>
    public static ConnectAnswer Denied(string reason) => new(ProbeResult.Denied, Address: null, Via: null, reason, []);
}
