using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;
using EndpointLab.Simulator;

namespace EndpointLab.Cmdlets.Sessions;

[Cmdlet(VerbsCommunications.Connect, "LabSession", DefaultParameterSetName = SimulatedSet)]
[OutputType(typeof(LabSession))]
public sealed class ConnectLabSession : PSCmdlet, IDisposable
{
    private const string SimulatedSet = "Simulated";
    private const string CloudSet = "Cloud";
    private const string EndpointUrlSet = "EndpointUrl";
    private const string AwsSet = "Aws";

    private readonly CancellationTokenSource stop = new();

    [Parameter(Mandatory = true, ParameterSetName = AwsSet)]
    public SwitchParameter Aws { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = EndpointUrlSet)]
    public Uri EndpointUrl { get; set; } = null!;

    [Parameter]
    public string? Name { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    [Parameter(ParameterSetName = SimulatedSet)]
    [Parameter(ParameterSetName = CloudSet)]
    [Parameter(ParameterSetName = EndpointUrlSet)]
    [ValidatePattern("^[0-9]{12}$")]
    public string? AccountId { get; set; }

    [Parameter(ParameterSetName = EndpointUrlSet)]
    [Parameter(ParameterSetName = AwsSet)]
    public string? ProfileName { get; set; }

    [Parameter(ParameterSetName = SimulatedSet)]
    public Lifecycle? Lifecycle { get; set; }

    [Parameter(ParameterSetName = SimulatedSet)]
    [ArgumentCompleter(typeof(DelayCompleter))]
    public DelayArgument[] Delay { get; set; } = [];

    [Parameter(ParameterSetName = SimulatedSet)]
    public SwitchParameter RequireSignature { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = CloudSet)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public SessionReference Cloud { get; set; } = null!;

    protected override void ProcessRecord()
    {
        var table = SessionTable.OfRunspace();
        try
        {
            table.RequireFree(Name);
            WriteObject(table.Add(ParameterSetName switch
            {
                SimulatedSet => SimulatedSession.Open(Name, Region, AccountId, Lifecycle, Delay, RequireSignature),
                CloudSet => SimulatedSession.Join(Cloud.Resolve(table), Name, Region, AccountId),
                EndpointUrlSet => Connect(reporter => Connection.EndpointUrlAsync(HttpUrl(), Name, Region, ProfileName, AccountId, reporter, stop.Token)),
                _ => Connect(reporter => Connection.AwsAsync(Name, Region, ProfileName, reporter, stop.Token)),
            }));
        }
        catch (LabException error)
        {
            ThrowTerminatingError(LabErrorRecord.From(error));
        }
    }

    protected override void StopProcessing() => stop.Cancel();

    public void Dispose() => stop.Dispose();

    private LabSession Connect(Func<ILabReporter, Task<LabSession>> connect)
    {
        using var thread = new PipelineThread(this, stop);
        return thread.Run(connect);
    }

    private Uri HttpUrl() => EndpointUrl switch
    {
        { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "" } => EndpointUrl,
        { IsAbsoluteUri: true, UserInfo.Length: > 0 } => throw new LabException(
            ErrorId.InvalidArgument,
            $"The endpoint URL of {EndpointUrl.Authority} holds a user or password, which every view and error would show.",
            "Leave it out; -ProfileName or the environment names the credentials."),
        _ => throw new LabException(
            ErrorId.InvalidArgument, $"'{EndpointUrl}' is not an HTTP address.", "Write it whole, such as http://127.0.0.1:4566.", EndpointUrl),
    };
}
