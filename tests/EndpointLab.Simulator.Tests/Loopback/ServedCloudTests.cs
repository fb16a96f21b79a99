using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EndpointLab.Simulator.Tests.Loopback;

/// <summary>A cloud on loopback, for what only raw requests can ask of it.</summary>
public sealed class ServedCloudTests : IAsyncLifetime
{
    private readonly LoopbackServer server = LoopbackServer.Start(new Cloud(), port: 0);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("ec2", "413", "<Code>RequestEntityTooLarge</Code>")]
    [InlineData("s3", "400", "<Code>EntityTooLarge</Code>")]
    [InlineData("ssm", "413", "\"__type\":\"RequestEntityTooLargeException\"")]
    [InlineData("sts", "413", "<Code>RequestEntityTooLarge</Code>")]
    public async Task A_body_over_the_limit_is_refused_in_the_services_form_and_ends_the_connection(
        string service, string status, string code)
    {
        foreach (var body in new[] { "Content-Length: 67108865\n\n", "Transfer-Encoding: chunked\n\n1\nx\n4000000\n" })
        {
            var answer = await SendAsync($"""
                POST / HTTP/1.1
                Host: localhost
                Authorization: AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/{service}/aws4_request, Signature=0
                {body}
                """);
            Assert.StartsWith($"HTTP/1.1 {status} ", answer);
            Assert.Contains(code, answer, StringComparison.Ordinal);
            Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/bucket/%zz")]
    [InlineData("/bucket/%C3%28")]
    [InlineData("/bucket?prefix=%")]
    public async Task An_address_of_S3s_that_is_not_percent_encoded_UTF8_is_no_URI(string target)
    {
        var answer = await SendAsync($"GET {target} HTTP/1.1\nHost: s3.amazonaws.com\nConnection: close\n\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Contains("<Code>InvalidURI</Code>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipelined_calls_are_answered_in_their_order()
    {
        var calls = Enumerable.Range(0, 50).Select(number => $"""
            GET /?Action=CreateVpc&CidrBlock=10.{number}.0.0/16 HTTP/1.1
            Host: ec2.us-east-1.amazonaws.com
            Authorization: AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/ec2/aws4_request, Signature=0
            Connection: {(number == 49 ? "close" : "keep-alive")}


            """);
        var answers = await SendAsync(string.Concat(calls));
        Assert.Equal(
            Enumerable.Range(0, 50).Select(number => $"10.{number}.0.0/16"),
            answers.Split("HTTP/1.1 200 OK")[1..].Select(one => one.Split("<cidrBlock>")[1].Split('<')[0]));
    }

    private async Task<string> SendAsync(string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, server.Port, Simulated.Cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request.ReplaceLineEndings("\r\n")), Simulated.Cancel);
        using StreamReader reader = new(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Simulated.Cancel);
    }
}
