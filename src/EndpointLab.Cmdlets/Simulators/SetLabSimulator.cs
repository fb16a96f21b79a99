using System.Collections;
using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;
using EndpointLab.Simulator;

namespace EndpointLab.Cmdlets.Simulators;

[Cmdlet(VerbsCommon.Set, "LabSimulator", SupportsShouldProcess = true, DefaultParameterSetName = SettingsSet)]
[OutputType(typeof(SimulatorSettings), ParameterSetName = [SettingsSet, FaultSet, ApplianceSet])]
[OutputType(typeof(VpcEndpoint), ParameterSetName = [EndpointSet])]
public sealed class SetLabSimulator : LabCmdlet
{
    private const string SettingsSet = "Settings";
    private const string FaultSet = "Fault";
    private const string EndpointSet = "Endpoint";
    private const string ApplianceSet = "Appliance";
    private const string DefaultReasonCode = "InternalError";

    [Parameter(ParameterSetName = SettingsSet)]
    public Lifecycle? Lifecycle { get; set; }

    [Parameter(ParameterSetName = SettingsSet)]
    [ArgumentCompleter(typeof(DelayCompleter))]
    public DelayArgument[] Delay { get; set; } = [];

    [Parameter(ParameterSetName = SettingsSet)]
    public Duration? AdvanceClock { get; set; }

    [Parameter(ParameterSetName = SettingsSet)]
    public SwitchParameter FreezeClock { get; set; }

    [Parameter(ParameterSetName = SettingsSet)]
    public SwitchParameter ResumeClock { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = FaultSet)]
    [ArgumentCompleter(typeof(FaultCompleter))]
    public string Fault { get; set; } = "";

    [Parameter(ParameterSetName = FaultSet)]
    [ArgumentCompleter(typeof(ActionCompleter))]
    [SupportsWildcards]
    public string? Action { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(1, int.MaxValue)]
    public int? Count { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(double.Epsilon, 1.0)]
    public double? Probability { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    public int? Seed { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? After { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    public Duration? Duration { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    public string? ResourceId { get; set; }

    [Parameter(ParameterSetName = SettingsSet)]
    [Parameter(ParameterSetName = FaultSet)]
    public SwitchParameter ClearFault { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = EndpointSet)]
    [Alias("VpcEndpointId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointReference[] Endpoint { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = EndpointSet)]
    [ArgumentCompleter(typeof(EndpointStateCompleter))]
    public string State { get; set; } = "";

    [Parameter(ParameterSetName = FaultSet)]
    [Parameter(ParameterSetName = EndpointSet)]
    public string? ReasonCode { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    [Parameter(ParameterSetName = EndpointSet)]
    public string? Reason { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ApplianceSet)]
    public string LoadBalancer { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = ApplianceSet)]
    [AllowEmptyCollection]
    public IDictionary Appliance { get; set; } = null!;

    protected override void Prepare()
    {
        if (FreezeClock && ResumeClock)
        {
            throw new LabException(
                ErrorId.InvalidArgument,
                "-FreezeClock and -ResumeClock contradict each other.",
                "Give one of them; -AdvanceClock goes with both.");
        }

        State = ParameterSetName == EndpointSet ? EndpointStates.Graph.Require(State) : State;
        Fault = ParameterSetName == FaultSet ? SimulatorName.Require("fault", Fault, SimulatorVocabulary.Faults) : Fault;
        if (ParameterSetName == FaultSet && Fault == "delay" != Duration is not null)
        {
            throw new LabException(
                ErrorId.InvalidArgument,
                Duration is null ? "-Fault delay lacks its -Duration." : $"-Duration is only for -Fault delay, not for {Fault}.",
                Duration is null ? "Say how long a call waits: -Duration 5s." : "Leave -Duration out, or use -Fault delay.",
                Fault);
        }
    }

    protected override void Process()
    {
        if (ParameterSetName == EndpointSet)
        {
            foreach (var endpoint in Endpoint)
            {
                PerItem(() => Force(endpoint));
            }
        }
        else
        {
            Set();
        }
    }

    private void Force(EndpointReference endpoint)
    {
        var endpointId = endpoint.OwnId;
        var hasReason = ReasonCode is not null || Reason is not null;
        var session = OpenSession(endpoint);
        if (ShouldProcess(endpointId, $"Force state {State}"))
        {
            Emit(session, async lab =>
            {
                using var simulator = new SimulatorAdministration(lab);
                return await simulator.ForceAsync(
                    endpointId, State, hasReason ? ReasonCode ?? DefaultReasonCode : null, hasReason ? Reason ?? "" : null);
            });
        }
    }

    private void Set()
    {
        var changes = Changes().ToList();
        var session = OpenSession();
        var action = string.Join(", ", changes.Select(change => change.What));
        if (changes.Count == 0 || ShouldProcess($"Simulator of session {session.Name}", action))
        {
            Emit(session, async lab =>
            {
                using var simulator = new SimulatorAdministration(lab);
                foreach (var change in changes)
                {
                    await change.Make(simulator);
                }

                return await simulator.ReadAsync();
            });
        }
    }

    private IEnumerable<(string What, Func<SimulatorAdministration, Task> Make)> Changes()
    {
        var delays = DelayArgument.Read(Delay);
        if (Lifecycle is not null)
        {
            yield return ($"Set lifecycle {Lifecycle}", simulator => simulator.SetLifecycleAsync($"{Lifecycle}", []));
        }

        if (delays.Count > 0)
        {
            yield return ($"Set delay {string.Join(", ", delays.Keys)}", simulator => simulator.SetLifecycleAsync(null, delays));
        }

        if (FreezeClock || ResumeClock)
        {
            yield return (FreezeClock ? "Freeze clock" : "Resume clock", simulator => simulator.SetClockAsync(null, FreezeClock));
        }

        if (AdvanceClock?.ToTimeSpan() is { } time)
        {
            yield return ($"Advance clock by {time}", simulator => simulator.SetClockAsync(time, null));
        }

        if (ClearFault)
        {
            yield return ("Clear faults", simulator => simulator.ClearFaultsAsync());
        }

        if (ParameterSetName == FaultSet)
        {
            var fault = NewFault();
            yield return ($"Add fault {fault}", simulator => simulator.AddFaultAsync(fault));
        }

        if (ParameterSetName == ApplianceSet)
        {
            var appliances = Appliance.Cast<DictionaryEntry>().Select(NewAppliance).ToList();
            yield return (
                $"Register {string.Join(", ", appliances)} with {LoadBalancer}",
                simulator => simulator.RegisterAppliancesAsync(LoadBalancer, appliances));
        }
    }

    private SimulatorAppliance NewAppliance(DictionaryEntry entry)
    {
        var action = $"{entry.Value}".ToUpperInvariant() switch
        {
            "ALLOW" => SimulatorAppliance.Allow,
            "DROP" => SimulatorAppliance.Drop,
            _ => throw new LabException(
                ErrorId.InvalidArgument,
                $"'{entry.Value}' is not what the appliance '{entry.Key}' can do with a connection.",
                "Give Allow or Drop for each: @{ 'fw-1' = 'Allow'; 'fw-2' = 'Drop' }.",
                entry.Value),
        };
        return new(LoadBalancer, $"{entry.Key}", action);
    }

    private SimulatorFault NewFault() => new()
    {
        Fault = Fault,
        Action = Action,
        Count = Count,
        Probability = Probability,
        Seed = Seed,
        After = After,
        Duration = Duration?.ToTimeSpan(),
        ResourceId = ResourceId,
        ReasonCode = ReasonCode,
        Reason = Reason,
    };
}
