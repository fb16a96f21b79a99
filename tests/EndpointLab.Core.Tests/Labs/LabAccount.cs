using EndpointLab.Labs;
using EndpointLab.Simulator;

namespace EndpointLab.Core.Tests.Labs;

/// <summary>An account of the simulator, in which labs are built, removed and looked at.</summary>
internal sealed class LabAccount : IDisposable
{
    public const string Id = "123456789012";

    public LabAccount(Lifecycle? lifecycle = null)
    {
        Cloud = new(new CloudOptions { Lifecycle = lifecycle ?? Lifecycle.Instant });
        Wire = new(new CloudHandler(Cloud));
        Session = Open();
    }

    public Cloud Cloud { get; }

    public string KeyFolder { get; } = Directory.CreateTempSubdirectory("lab-keys-").FullName;

    public LabWire Wire { get; }

    public LabSession Session { get; }

    public QuietReporter Reporter { get; } = new();

    public LabSession Open() => Connection.Simulated(Wire, "test", null, "us-east-1", Id, Cloud.SecretAccessKey, Cloud.Time);

    /// <summary>A lab of everything: two zones, endpoints of both types, instances and a bucket.</summary>
    public static LabSpecification Full(string name = "demo") => new(name)
    {
        AvailabilityZoneCount = 2,
        GatewayServices = ["s3", "dynamodb"],
        InterfaceServices = ["ssm"],
        WithInstance = true,
        WithBucket = true,
        CallerCidr = Cidr.Parse("203.0.113.10/32"),
    };

    public LabOperation Operation() => OperationUntil(TestContext.Current.CancellationToken);

    public LabOperation OperationUntil(CancellationToken token) => new(Session, Reporter, token);

    public async Task<Lab> BuildAsync(LabSpecification specification, LabOperation? lab = null, TimeSpan? timeToLive = null) =>
        await BuildAsync(new LabWish(specification, _ => specification), lab, timeToLive);

    public async Task<Lab> BuildAsync(LabWish wish, LabOperation? lab = null, TimeSpan? timeToLive = null) =>
        (await EndpointLabs.BuildAsync(
            lab ?? Operation(),
            await LabDraft.ReadAsync(lab ?? Operation(), wish),
            new(Session.Time.GetUtcNow(), timeToLive, new Dictionary<string, string>(), KeyFolder)))!;

    public Task RemoveAsync(string name, LabOperation? lab = null, TimeSpan? timeout = null) =>
        EndpointLabs.RemoveAsync(lab ?? Operation(), name, timeout ?? TimeSpan.FromSeconds(20), KeyFolder);

    /// <summary>Removes a lab, if anything of it is left.</summary>
    public async Task EndAsync(string name)
    {
        try
        {
            await RemoveAsync(name);
        }
        catch (LabException error) when (error.ErrorId == ErrorId.ResourceNotFound)
        {
            // Nothing was left.
        }
    }

    public Task<IReadOnlyList<Lab>> GetAsync() => EndpointLabs.GetAsync(Operation(), _ => true, KeyFolder);

    /// <summary>Has a bucket hide whose it is.</summary>
    public Task HideAsync(string bucket, string action = "s3:*")
    {
        var policy = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"{{action}}",
            "Resource":["arn:aws:s3:::{{bucket}}"{{(action == "s3:*" ? $",\"arn:aws:s3:::{bucket}/*\"" : "")}}]}]}
            """;
        return Session.S3.PutBucketPolicyAsync(new() { BucketName = bucket, Policy = policy }, TestContext.Current.CancellationToken);
    }

    /// <summary>Reaches the simulator past the wire.</summary>
    public HttpClient Administration() => new(new CloudHandler(Cloud)) { BaseAddress = new("http://simulator/") };

    public void Dispose()
    {
        Session.Dispose();
        Wire.Dispose();
        Directory.Delete(KeyFolder, recursive: true);
    }
}
