using System.Net;
using System.Net.Http.Json;
using System.Text;
using EndpointLab.Core.Tests.Ssh;
using EndpointLab.Simulator;

namespace EndpointLab.Conformance.Aws;

/// <summary>What an instance's metadata service answers by IMDSv2, with the keys that the simulator gives its role.</summary>
internal sealed class InstanceMetadata : IDisposable
{
    private const string Token = "the-token";
    private const string Keys = "/latest/meta-data/iam/security-credentials/";

    private readonly HttpListener listener = new();
    private readonly Cloud cloud;
    private readonly string networkInterface;

    /// <param name="networkInterface">The instance's.</param>
    public InstanceMetadata(Cloud cloud, string networkInterface)
    {
        (this.cloud, this.networkInterface, Port) = (cloud, networkInterface, SshServer.FreePort());
        listener.Prefixes.Add($"http://*:{Port}/");
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
        ("GET", Keys) => "reader",
        ("GET", Keys + "reader") => await ReadKeysAsync(),
        _ => null,
    };

    /// <summary>The simulator's names for them are nearly those of the metadata.</summary>
    private async Task<string> ReadKeysAsync()
    {
        using HttpClient simulator = new(new CloudHandler(cloud));
        using var answer = await simulator.PostAsJsonAsync("http://simulator/_lab/credentials", new { from = networkInterface });
        var keys = (await answer.Content.ReadFromJsonAsync<Dictionary<string, string>>())!;
        return $$"""
            {
              "Code": "Success",
              "AccessKeyId": "{{keys["accessKeyId"]}}",
              "SecretAccessKey": "{{keys["secretAccessKey"]}}",
              "Token": "{{keys["token"]}}"
            }
            """;
    }
}
