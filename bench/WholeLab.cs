using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EndpointLab.Labs;
using EndpointLab.Simulator;

namespace EndpointLab.Bench;

/// <summary>
/// A whole lab: built and removed where each call takes as long as on AWS, against the longest way through its graph; and built by the
/// cmdlet, warm.
/// </summary>
internal static class WholeLab
{
    private const string Account = "123456789012", Region = "us-east-1", Name = "demo";

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);

    private static readonly LabSpecification Full = new(Name)
    {
        AvailabilityZoneCount = 2,
        GatewayServices = ["s3", "dynamodb"],
        InterfaceServices = ["ssm", "sqs"],
        WithInstance = true,
        WithBucket = true,
        CallerCidr = Cidr.Parse("203.0.113.10/32"),
    };

    public static async Task<int> MeasureAsync()
    {
        var keys = Directory.CreateTempSubdirectory("endpointlab-bench-").FullName;
        try
        {
            foreach (var lifecycle in new[] { Lifecycle.Instant, Lifecycle.Realistic })
            {
                await AgainstTheGraphAsync(lifecycle, keys);
            }

            Warm(keys);
            return 0;
        }
        finally
        {
            Directory.Delete(keys, recursive: true);
        }
    }

    private static async Task AgainstTheGraphAsync(Lifecycle lifecycle, string keys)
    {
        Cloud cloud = new(new CloudOptions { Lifecycle = lifecycle });
        using SlowWire wire = new(new CloudHandler(cloud));
        using var session = Connection.Simulated(wire, "bench", null, Region, Account, cloud.SecretAccessKey, cloud.Time);
        var plan = LabPlan.Of(Full, Account, Region);
        LabBuildOptions options = new(session.Time.GetUtcNow(), null, new Dictionary<string, string>(), keys);

        // Once for the just-in-time compiler.
        wire.Latency = TimeSpan.Zero;
        LabOperation warmUp = new(session, new Timeline(), default);
        LabSpecification compile = new("warm-up") { WithBucket = true };
        await BuildAsync(warmUp, compile, options);
        await EndpointLabs.RemoveAsync(warmUp, compile.Name, TimeSpan.FromMinutes(10), keys);
        wire.Latency = Latency;

        Timeline built = new();
        var lab = await BuildAsync(new(session, built, default), Full, options);
        built.End();
        var nodes = plan.Nodes.ToDictionary(node => node.Role, node => node.DependsOn);
        Tell($"built, lifecycle {lifecycle}", built, role => nodes[role]);
        if (lab?.State is not LabState.Complete) throw new InvalidOperationException($"The lab is {lab?.State}.");

        Timeline again = new();
        await BuildAsync(new(session, again, default), Full, options);
        again.End();
        Console.WriteLine(Invariant($"built again, lifecycle {lifecycle}: {again.Whole.TotalSeconds:0.00} s"));

        var there = await LabInventory.ReadAsync(new(session, new Timeline(), default), Name);
        LabRemoval removal = new(new(session, new Timeline(), default), there, TimeSpan.FromMinutes(10), new(keys));
        var before = there.Resources.ToDictionary(
            one => LabInventory.RoleOf(one)!, one => removal.Before(one).Select(other => LabInventory.RoleOf(other)!).ToList());
        Timeline removed = new();
        await EndpointLabs.RemoveAsync(new(session, removed, default), Name, TimeSpan.FromMinutes(10), keys);
        removed.End();
        Tell($"removed, lifecycle {lifecycle}", removed, role => before[role]);
    }

    private static async Task<Lab?> BuildAsync(LabOperation lab, LabSpecification wanted, LabBuildOptions options) =>
        await EndpointLabs.BuildAsync(lab, await LabDraft.ReadAsync(lab, new(wanted, plan => plan)), options);

    private static void Tell(string what, Timeline seen, Func<string, IEnumerable<string>> before)
    {
        var path = seen.CriticalPath(before);
        var times = seen.Whole / path.Time;
        Console.WriteLine(Invariant(
            $"{what}, {Latency.TotalMilliseconds:0} ms a call: {seen.Whole.TotalSeconds:0.00} s, {times:0.00} x the critical path"));
        Console.WriteLine(Invariant(
            $"  {path.Time.TotalSeconds:0.00} s: {string.Join(" > ", path.Way)}; one after the other {seen.Sum.TotalSeconds:0.00} s"));
    }

    private static void Warm(string keys)
    {
        const int WarmUps = 20, Runs = 51;
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        Invoke(runspace, $"Import-Module '{Repository.Manifest}'");
        foreach (var what in new[] { "", "-WithInstance -WithBucket" })
        {
            foreach (var lifecycle in new[] { "Quick", "Instant" })
            {
                var times = Enumerable.Range(0, WarmUps + Runs).Select(_ =>
                {
                    Invoke(runspace, $"$session = Connect-LabSession -Lifecycle {lifecycle}");
                    var started = Stopwatch.GetTimestamp();
                    Invoke(runspace, $"$lab = New-EndpointLab demo {what} -KeyFolder '{keys}'");
                    var time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                    Invoke(runspace, "$session | Disconnect-LabSession");
                    return time;
                }).Skip(WarmUps).ToList();
                Console.WriteLine(Invariant(
                    $"warm, lifecycle {lifecycle}: New-EndpointLab demo {what} {Statistics.Median(times):0.0} ms (median of {Runs})"));
            }
        }
    }

    private static void Invoke(Runspace runspace, string script)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(script).Invoke();
        if (shell.HadErrors) throw new InvalidOperationException(string.Join('\n', shell.Streams.Error));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Has each call take a while before it is made.</summary>
    private sealed class SlowWire(HttpMessageHandler cloud) : DelegatingHandler(cloud)
    {
        public TimeSpan Latency { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Latency, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
