using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using EndpointLab.Simulator.Administration;
using EndpointLab.Simulator.DataPlane;
using EndpointLab.Simulator.Ec2;
using EndpointLab.Simulator.Iam;
using EndpointLab.Simulator.Kms;
using EndpointLab.Simulator.Resolver;
using EndpointLab.Simulator.Route53;
using EndpointLab.Simulator.S3;
using EndpointLab.Simulator.Ssm;
using EndpointLab.Simulator.Sts;

namespace EndpointLab.Simulator;

/// <summary>One simulated AWS: every account and Region, behind one lock, on one clock.</summary>
public sealed class Cloud
{
    private readonly object gate = new();
    private readonly SignatureCheck? signatures;
    private Dictionary<(string AccountId, string Region), RegionState> regions;
    private Dictionary<string, IService> services;
    private LabApi lab;
    private FaultPlan faults;
    private long calls;

    /// <summary>Starts a cloud in which each account and Region holds what AWS gives a new account: a default VPC.</summary>
    public Cloud(CloudOptions? options = null)
    {
        Options = options ?? new();
        Clock = new(Options.Time);
        SecretAccessKey = Options.RequireSignature ? Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)) : "simulated";
        signatures = Options.RequireSignature ? new(SecretOf, Options.Time) : null;
        Reset();
    }

    /// <summary>The clock by which resources progress.</summary>
    public TimeProvider Time => Clock;

    /// <summary>
    /// Whether requests must be signed: with <see cref="SecretAccessKey"/>, by an access key that is an account number, or with the
    /// secret of a key that the cloud gave out.
    /// </summary>
    public bool RequiresSignature => signatures is not null;

    /// <summary>The secret of the accounts' own access keys: one of this cloud's own where requests must be signed.</summary>
    public string SecretAccessKey { get; }

    /// <summary>As whom an account calls with its own key.</summary>
    public static string AdministratorOf(string accountId) => Caller.ArnOf(accountId);

    internal CloudOptions Options { get; }

    /// <summary>Every account's share of every Region that was used so far.</summary>
    internal IReadOnlyCollection<RegionState> Regions => regions.Values;

    internal Schedule Schedule { get; private set; }

    internal AmazonPools Pools { get; private set; }

    internal Appliances Appliances { get; private set; }

    internal IamState Iam { get; private set; }

    internal HostedZones HostedZones { get; private set; }

    /// <summary>The time and number of the call under way.</summary>
    internal Moment Now { get; private set; }

    private SimulatedClock Clock { get; }

    /// <summary>Makes everything as it was at the start: resources of all accounts, buckets, the clock, and every setting.</summary>
    [MemberNotNull(nameof(regions), nameof(services), nameof(lab), nameof(faults))]
    [MemberNotNull(nameof(Schedule), nameof(Pools), nameof(Appliances), nameof(Iam), nameof(HostedZones))]
    internal void Reset()
    {
        Clock.Reset();
        Pace pace = new(Options);
        Schedule = new(pace);
        Pools = new();
        Appliances = new();
        Iam = new(this);
        HostedZones = new();
        regions = [];
        S3Buckets buckets = new();
        Vantage vantage = new(this, buckets);
        services = new()
        {
            ["ec2"] = new Ec2Service(this),
            ["iam"] = new IamService(this),
            ["kms"] = new KmsService(this),
            ["route53"] = new Route53Service(this),
            ["route53resolver"] = new ResolverService(this),
            ["s3"] = new S3Service(this, buckets, vantage),
            ["ssm"] = new SsmService(this),
            ["sts"] = new StsService(this, vantage),
        };
        faults = new(this);
        lab = new(
        [
            .. new ConnectRoutes(vantage).Routes, .. new ClockRoutes(Clock).Routes, .. new LifecycleRoutes(pace).Routes,
            .. new FaultRoutes(faults).Routes, .. new EndpointRoutes(this).Routes, .. new ApplianceRoutes(Appliances).Routes,
            .. new CredentialRoutes(this).Routes, .. new ResetRoute(this).Routes,
        ]);
    }

    /// <summary>Answers one request; calls are answered one at a time, so no call sees another's half-made change.</summary>
    internal async ValueTask<CloudResponse> AnswerAsync(CloudRequest request, CancellationToken cancellation)
    {
        if (LabApi.Serves(request))
            return InTurn(() => lab.Answer(request));
        if ((signatures?.DefectOf(request) ?? Iam.Keys.DefectOf(request)) is { } defect)
            return Refuse(request, defect);
        var caller = CallerOf(request);
        if (services.GetValueOrDefault(caller.Service) is not { } service)
            return NoSuchService();
        var answer = service.Prepare(request, caller);
        var fault = NextFault(request, caller, service);
        if (fault is not null)
            await Task.Delay(fault.Pause, Options.Time, cancellation).ConfigureAwait(false);
        // A reset may have overtaken the call, which then is one to the new cloud.
        return InTurn(() => services[caller.Service] != service ? null : fault is null ? answer() : fault.Answer(answer))
            ?? await AnswerAsync(request, cancellation).ConfigureAwait(false);
    }

    /// <summary>Answers a request that is never to reach its service.</summary>
    internal CloudResponse Refuse(CloudRequest request, Defect defect) =>
        services.GetValueOrDefault(CallerOf(request).Service) is { } service
            ? service.Refuse(request, service.Name(defect))
            : NoSuchService();

    /// <summary>What an account has in a Region.</summary>
    /// <exception cref="ServiceException">AuthFailure: there is no such Region.</exception>
    internal RegionState RegionOf(string accountId, string region)
    {
        if (!regions.TryGetValue((accountId, region), out var state))
        {
            var place = Region.Find(region) ?? throw ServiceException.AuthFailure();
            regions[(accountId, region)] = state = new(this, accountId, place);
            DefaultVpc.AddTo(state);
        }
        return state;
    }

    private Caller CallerOf(CloudRequest request) => Caller.Of(request, Iam.Keys, Options.DefaultAccountId);

    private string? SecretOf(string keyId) =>
        Iam.Keys.Find(keyId)?.Secret ?? (Caller.IsAccountId(keyId) ? SecretAccessKey : null);

    private T InTurn<T>(Func<T> answer)
    {
        lock (gate)
        {
            Now = new(Clock.GetUtcNow(), ++calls);
            Schedule.RunDue(Now);
            return answer();
        }
    }

    private Fault? NextFault(CloudRequest request, Caller caller, IService service)
    {
        lock (gate)
            return faults.Next(request, caller, service);
    }

    private static CloudResponse NoSuchService() =>
        new(HttpStatusCode.NotFound, "text/plain", "The simulator has no such service."u8.ToArray());
}
