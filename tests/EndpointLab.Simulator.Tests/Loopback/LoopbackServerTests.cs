using System.Net;
using System.Net.Sockets;
using System.Text;
using EndpointLab.Simulator.Loopback;

namespace EndpointLab.Simulator.Tests.Loopback;

public sealed class LoopbackServerTests : IAsyncLifetime
{
    private readonly FakeTime time = new();
    private readonly LoopbackServer server;

    public LoopbackServerTests() => server = new LoopbackServer(new Echo(), time, 0);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Requests_with_bodies_of_either_kind_share_one_connection_and_keep_their_exact_path()
    {
        var body = new byte[300_000];
        Random.Shared.NextBytes(body);
        using var client = new HttpClient(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = 1,
            Expect100ContinueTimeout = TimeSpan.FromDays(1),
        });
        foreach (var chunked in new[] { false, true })
        {
            var address = $"{server.Endpoint}a//b/%2F../c.?x=%41&y=";
            using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(address, new UriCreationOptions
            {
                DangerousDisablePathAndQueryCanonicalization = true,
            }));
            request.Content = new ByteArrayContent(body);
            request.Headers.ExpectContinue = true;
            request.Headers.TransferEncodingChunked = chunked;
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal("PUT /a//b/%2F../c.?x=%41&y=", response.Headers.GetValues("x-request").Single());
            Assert.Equal(body, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_HEAD_is_answered_with_the_length_alone_and_pipelined_requests_in_their_order()
    {
        var answer = await SendAsync("""
            HEAD /first HTTP/1.1
            Host: bucket.s3.eu-west-1.amazonaws.com
            Content-Length: 5

            helloGET /second HTTP/1.1
            Host: localhost
            Connection: close


            """);

        Assert.Equal(
            ["HTTP/1.1 200 OK", "x-request: HEAD /first", "Content-Length: 5", "",
             "HTTP/1.1 200 OK", "x-request: GET /second", "Content-Length: 0", "Connection: close", "", ""],
            answer.Split("\r\n"));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: 127.0.0.1@attacker.example\n\n", "400")]
    [InlineData("GET / HTTP/1.1\nHost: localhost\nHost: localhost\n\n", "400")]
    [InlineData("GET / HTTP/1.1\n\n", "400")]
    [InlineData("GET / HTTP/1.0\n\n", "400")]
    [InlineData("GET / HTTP/1.0\nHost: localhost\n\n", "505")]
    [InlineData("GET http://localhost HTTP/1.1\nHost: localhost\n\n", "400")]
    [InlineData("GET  / HTTP/1.1\nHost: localhost\n\n", "400")]
    [InlineData("GET /\u00e9 HTTP/1.1\nHost: localhost\n\n", "400")]
    [InlineData("GET / HTTP/1.1\nHost: localhost\nBad header: 1\n\n", "400")]
    [InlineData("GET / HTTP/1.1\nHost: localhost\n folded: 1\n\n", "400")]
    [InlineData("PUT / HTTP/1.1\nHost: localhost\nContent-Length: 1\nTransfer-Encoding: chunked\n\n", "400")]
    [InlineData("PUT / HTTP/1.1\nHost: localhost\nTransfer-Encoding: gzip\n\n", "400")]
    [InlineData("PUT / HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n-1\n", "400")]
    [InlineData("PUT / HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n1\naa\n0\n\n", "400")]
    [InlineData("PUT / HTTP/1.1\nHost: localhost\nContent-Length: 99999999999999999999\n\n", "400")]
    public async Task What_is_no_request_for_this_server_is_refused_and_ends_the_connection(string request, string status) =>
        Assert.StartsWith($"HTTP/1.1 {status} ", await SendAsync(request));

    [Theory]
    [InlineData("127.0.0.1:4566")]
    [InlineData("LocalHost:4566")]
    [InlineData("my.bucket.localhost")]
    [InlineData("EC2.eu-west-1.AmazonAWS.com")]
    [InlineData("my-bucket.bucket.vpce-0123456789abcdef0-a1b2c3d4.s3.us-east-1.vpce.amazonaws.com:443")]
    public async Task Its_own_names_and_AWSs_are_served(string host) => Assert.StartsWith(
        "HTTP/1.1 200 ", await SendAsync($"GET / HTTP/1.1\nHost: {host}\nConnection: close\n\n"));

    [Theory]
    [InlineData("attacker.example")]
    [InlineData("127.0.0.1.attacker.example")]
    [InlineData("s3.amazonaws.com.attacker.example")]
    [InlineData("notamazonaws.com")]
    [InlineData("s3.amazonaws.com.")]
    [InlineData("[::1]:4566")]
    [InlineData("127.0.0.2")]
    [InlineData("2130706434")]
    public async Task Any_other_name_is_misdirected(string host) => Assert.StartsWith(
        "HTTP/1.1 421 ", await SendAsync($"GET / HTTP/1.1\nHost: {host}\n\n"));

    [Fact]
    public async Task Headers_without_an_end_are_refused() =>
        Assert.StartsWith("HTTP/1.1 431 ", await SendAsync($"GET / HTTP/1.1\nx: {new string('x', 80_000)}"));

    [Fact]
    public async Task Dropped_traffic_keeps_the_client_waiting_until_the_clock_says_so_and_then_closes_without_an_answer()
    {
        var answer = SendAsync("GET /dropped HTTP/1.1\nHost: localhost\n\n");
        await time.WaitForTimerAsync();
        Assert.False(answer.IsCompleted);

        time.Advance(LoopbackServer.ConnectTimeout);
        Assert.Equal("", await answer);
    }

    [Fact]
    public async Task Disposal_ends_idle_and_waiting_connections_and_frees_the_port()
    {
        var waiting = SendAsync("GET /dropped HTTP/1.1\nHost: localhost\n\n");
        await time.WaitForTimerAsync();
        await server.DisposeAsync();

        Assert.Equal("", await waiting);
        using var next = new TcpListener(IPAddress.Loopback, server.Port);
        next.Start();
    }

    [Theory]
    [InlineData("PO")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf")]
    public async Task Half_a_request_keeps_nobody_waiting(string half)
    {
        List<TcpClient> waiting = [];
        for (var i = 0; i < 100; i++)
        {
            waiting.Add(new());
            await waiting[i].ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
            await waiting[i].GetStream().WriteAsync(Encoding.Latin1.GetBytes(half), TestContext.Current.CancellationToken);
        }

        Assert.StartsWith("HTTP/1.1 200 ", await SendAsync("GET / HTTP/1.1\nHost: localhost\nConnection: close\n\n"));
        await server.DisposeAsync();

        foreach (var client in waiting)
        {
            using var reader = new StreamReader(client.GetStream());
            Assert.Equal("", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
            client.Dispose();
        }
    }

    [Fact]
    public async Task Connections_beyond_those_served_at_a_time_have_their_turn()
    {
        List<TcpClient> idle = [];
        for (var i = 0; i < LoopbackServer.MostConnections; i++)
        {
            idle.Add(new());
            await idle[i].ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
        }

        var answer = SendAsync("GET / HTTP/1.1\nHost: localhost\nConnection: close\n\n");
        idle.ForEach(client => client.Dispose());
        Assert.StartsWith("HTTP/1.1 200 ", await answer);
    }

    /// <summary>Everything the server answers until it closes the connection.</summary>
    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request.ReplaceLineEndings("\r\n")), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Echo : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath == "/dropped")
                throw new HttpRequestException("Dropped", new SocketException((int)SocketError.TimedOut));
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            return new HttpResponseMessage
            {
                Headers = { { "x-request", $"{request.Method} {request.RequestUri.PathAndQuery}" } },
                Content = new ByteArrayContent(body),
            };
        }
    }
}
