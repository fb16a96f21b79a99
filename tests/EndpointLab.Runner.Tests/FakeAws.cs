using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Web;

namespace EndpointLab.Runner.Tests;

/// <summary>
/// What an AWS SDK meets on a computer that has credentials somewhere: answers by path and action, and keeps what was asked.
/// </summary>
internal sealed class FakeAws : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<string> asked = [];
    private int signInLooks;

    public FakeAws()
    {
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            Url = new($"http://{free.LocalEndpoint}/");
        }

        listener.Prefixes.Add(Url.ToString());
        listener.Start();
        _ = AnswerAsync();
    }

    public Uri Url { get; }

    /// <summary>Each request: action or path, and the access key that signed it.</summary>
    public IReadOnlyList<string> Asked => [.. asked];

    public void Dispose() => listener.Close();

    private async Task AnswerAsync()
    {
        while (listener.IsListening)
        {
            var context = await listener.GetContextAsync();
            using StreamReader reader = new(context.Request.InputStream);
            var body = await reader.ReadToEndAsync();
            var action = HttpUtility.ParseQueryString(body)["Action"] ?? context.Request.Url!.AbsolutePath;
            var key = (context.Request.Headers["Authorization"] ?? "").Split('=', '/') is [_, var id, ..] ? id : "nobody";
            asked.Enqueue($"{action} by {key}");
            var (status, answer) = Answer(action, key, body, context.Request);
            context.Response.StatusCode = status;
            context.Response.ContentType = answer.StartsWith('{') ? "application/json" : "text/xml";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            context.Response.Close();
        }
    }

    private (int Status, string Answer) Answer(string action, string key, string body, HttpListenerRequest request) => action switch
    {
        "GetCallerIdentity" => (200, $"""
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
            <Arn>arn:aws:iam::123456789012:user/{key}</Arn><UserId>x</UserId><Account>123456789012</Account>
            </GetCallerIdentityResult></GetCallerIdentityResponse>
            """),
        "AssumeRoleWithWebIdentity" when HttpUtility.ParseQueryString(body)["WebIdentityToken"] == "the-token" => (200, $"""
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
            <AssumeRoleWithWebIdentityResult><Credentials>
            <AccessKeyId>ASIAWEB</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
            <Expiration>{Later:s}Z</Expiration>
            </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
            """),
        "/container" when request.Headers["Authorization"] == "the-token" => (200, $$"""
            {"AccessKeyId":"ASIACONTAINER","SecretAccessKey":"s","Token":"t","Expiration":"{{Later:s}}Z"}
            """),
        "/latest/api/token" when request.HttpMethod == "PUT" => (200, "the-token"),
        _ when action.StartsWith("/latest/", StringComparison.Ordinal) && request.Headers["X-aws-ec2-metadata-token"] != "the-token" => (401, ""),
        "/latest/meta-data/iam/security-credentials" => (200, "reader"),
        "/latest/meta-data/iam/security-credentials/reader" => (200, $$"""
            {"Code":"Success","AccessKeyId":"ASIAINSTANCE","SecretAccessKey":"s","Token":"t","Expiration":"{{Later:s}}Z"}
            """),
        "/client/register" => (200, $$"""
            {"clientId":"c","clientSecret":"s","clientIdIssuedAt":1,
             "clientSecretExpiresAt":{{DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()}}}
            """),
        "/device_authorization" => (200, """
            {"deviceCode":"d","userCode":"ABCD-EFGH","verificationUri":"https://device.example/",
             "verificationUriComplete":"https://device.example/?c=1","expiresIn":600,"interval":1}
            """),
        "/token" when signInLooks++ == 0 => (400, """{"__type":"AuthorizationPendingException","error":"authorization_pending"}"""),
        "/token" => (200, """{"accessToken":"the-token","tokenType":"Bearer","expiresIn":3600}"""),
        "/federation/credentials" when request.Headers["x-amz-sso_bearer_token"] == "the-token" => (200, $$$"""
            {"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"s","sessionToken":"t",
             "expiration":{{{new DateTimeOffset(Later).ToUnixTimeMilliseconds()}}}}}
            """),
        _ => (404, "<ErrorResponse><Error><Code>NotFound</Code><Message>No such thing.</Message></Error></ErrorResponse>"),
    };

    private static DateTime Later => DateTime.UtcNow.AddHours(2);
}
