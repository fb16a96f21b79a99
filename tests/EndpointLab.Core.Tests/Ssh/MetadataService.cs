using System.Net;
using System.Text;

namespace EndpointLab.Core.Tests.Ssh;

/// <summary>What an instance's metadata service answers by IMDSv2.</summary>
internal sealed class MetadataService : IDisposable
{
    private const string Token = "the-token";
    private const string Keys = "/latest/meta-data/iam/security-credentials/";

    private readonly HttpListener listener = new();
    private readonly string? role;
    private readonly Func<Task<string>> readKeys;

    /// <param name="host">The name that it answers to; * for any.</param>
    /// <param name="role">The instance's role; null where it has none.</param>
    /// <param name="readKeys">The role's keys, as JSON.</param>
    public MetadataService(string host, string? role, Func<Task<string>> readKeys)
    {
        (this.role, this.readKeys, Port) = (role, readKeys, SshServer.FreePort());
        listener.Prefixes.Add($"http://{host}:{Port}/");
        listener.Start();
        _ = ServeAsync();
    }

    public int Port { get; }

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext call;
            try
            {
                call = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var body = await AnswerAsync(call.Request);
            call.Response.StatusCode = body is null ? 404 : 200;
            call.Response.Close(Encoding.UTF8.GetBytes(body ?? ""), willBlock: false);
        }
    }

    private async Task<string?> AnswerAsync(HttpListenerRequest request) => (request.HttpMethod, request.Url!.AbsolutePath) switch
    {
        ("PUT", "/latest/api/token") => Token,
        _ when request.Headers["X-aws-ec2-metadata-token"] != Token => null,
        ("GET", Keys) => role,
        ("GET", var path) when role is not null && path == Keys + role => await readKeys(),
        _ => null,
    };
}
