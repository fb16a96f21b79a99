using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using EndpointLab.Simulator;

namespace EndpointLab.Bench;

/// <summary>
/// Many clients at once over loopback, against the simulator and against moto's server, side by side: each makes a VPC, looks at it, tags
/// it, looks again and removes it, over and over.
/// </summary>
internal static class LoopbackThroughput
{
    private const int Clients = 32;
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
            List<Load> ours = [];
            List<Load> theirs = [];
            await RunAsync(simulator.Endpoint, 20);
            await RunAsync(motoEndpoint, 1);
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(await RunAsync(simulator.Endpoint, 60));
                theirs.Add(await RunAsync(motoEndpoint, 3));
            }
            var (we, they) = (PerSecond(ours), PerSecond(theirs));
            Console.WriteLine($"{Clients} clients over loopback: simulator {we:0}/s, p99 {P99(ours):0.0} ms; "
                + $"moto {they:0}/s, p99 {P99(theirs):0.0} ms: {we / they:0.0} x "
                + $"(medians of {Rounds} interleaved rounds)");
            return 0;
        }
        finally
        {
            moto.Kill(entireProcessTree: true);
        }
    }

    private static double PerSecond(IEnumerable<Load> loads) => Statistics.Median(loads.Select(load => load.PerSecond));

    private static double P99(IEnumerable<Load> loads) => Statistics.P99(loads.SelectMany(load => load.Milliseconds));

    private static async Task<Load> RunAsync(Uri endpoint, int times)
    {
        using HttpClient http = new() { BaseAddress = endpoint };
        ConcurrentBag<double> milliseconds = [];
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (var time = 0; time < times; time++)
            {
                var vpc = (await Call("CreateVpc&CidrBlock=10.0.0.0/16")).Split("<vpcId>")[1].Split('<')[0];
                await Call($"DescribeVpcs&VpcId.1={vpc}");
                await Call($"CreateTags&ResourceId.1={vpc}&Tag.1.Key=lab&Tag.1.Value=bench");
                await Call($"DescribeVpcs&VpcId.1={vpc}");
                await Call($"DeleteVpc&VpcId={vpc}");
            }
        })));
        return new(milliseconds.Count / Stopwatch.GetElapsedTime(started).TotalSeconds, [.. milliseconds]);

        async Task<string> Call(string parameters)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, "/")
            {
                Content = new StringContent(
                    $"Action={parameters}&Version=2016-11-15", new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
            };
            request.Headers.TryAddWithoutValidation(
                "Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0");
            var sent = Stopwatch.GetTimestamp();
            using var answer = await http.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            milliseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            return answer.IsSuccessStatusCode ? body : throw new InvalidOperationException(body);
        }
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

    /// <summary>What one round measured.</summary>
    private sealed record Load(double PerSecond, double[] Milliseconds);
}
