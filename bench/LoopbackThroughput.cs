using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EndpointLab.Simulator;

namespace EndpointLab.Bench;

/// <summary>DescribeVpcs over loopback from the same client, against the simulator and against moto's server, side by side.</summary>
internal static class LoopbackThroughput
{
    private const int Connections = 4;
    private const int Rounds = 5;

    public static async Task<int> MeasureAsync()
    {
        await using var simulator = LoopbackServer.Start(new Cloud(new CloudOptions()), port: 0);
        var port = FreePort();
        using var moto = Process.Start(new ProcessStartInfo("python3", ["-m", "moto.server", "-H", "127.0.0.1", "-p", $"{port}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        moto.OutputDataReceived += (_, _) => { };
        moto.ErrorDataReceived += (_, _) => { };
        moto.BeginOutputReadLine();
        moto.BeginErrorReadLine();
        try
        {
            Uri motoEndpoint = new($"http://127.0.0.1:{port}/");
            await UntilAnswers(motoEndpoint);
            List<double> ours = [];
            List<double> theirs = [];
            await PerSecond(simulator.Endpoint, 2_000);
            await PerSecond(motoEndpoint, 100);
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(await PerSecond(simulator.Endpoint, 20_000));
                theirs.Add(await PerSecond(motoEndpoint, 600));
            }
            Console.WriteLine($"DescribeVpcs over loopback, {Connections} connections: simulator {Statistics.Median(ours):0}/s, moto {Statistics.Median(theirs):0}/s: "
                + $"{Statistics.Median(ours) / Statistics.Median(theirs):0.0} x (medians of {Rounds} interleaved rounds)");
            return 0;
        }
        finally
        {
            moto.Kill(entireProcessTree: true);
        }
    }

    private static async Task<double> PerSecond(Uri endpoint, int requests)
    {
        using HttpClient http = new() { BaseAddress = endpoint };
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            for (var i = 0; i < requests / Connections; i++)
            {
                using var request = DescribeVpcs();
                using var answer = await http.SendAsync(request);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
            }
        }));
        return requests / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static HttpRequestMessage DescribeVpcs()
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/")
        {
            Content = new FormUrlEncodedContent([new("Action", "DescribeVpcs"), new("Version", "2016-11-15")]),
        };
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0");
        return request;
    }

    private static async Task UntilAnswers(Uri endpoint)
    {
        using HttpClient http = new();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(endpoint);
                return;
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
