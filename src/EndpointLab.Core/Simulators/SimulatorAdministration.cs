using System.Net;
using System.Text.Json;

namespace EndpointLab;

/// <summary>Sets a session's simulator: its lifecycle, its clock, and which calls fail.</summary>
public sealed class SimulatorAdministration : IDisposable
{
    private readonly LabOperation lab;
    private readonly HttpClient http;

    public SimulatorAdministration(LabOperation lab)
    {
        this.lab = lab;
        http = new(lab.Session.Handler ?? new SocketsHttpHandler(), disposeHandler: lab.Session.Handler is null);
    }

    /// <param name="lifecycle">Instant, Quick or Realistic; null to leave it.</param>
    /// <param name="delays">Durations by the names of delays; a null for the lifecycle's own.</param>
    public Task SetLifecycleAsync(string? lifecycle, Dictionary<string, TimeSpan?> delays) => SendAsync<JsonElement>(
        HttpMethod.Post, "lifecycle", new { lifecycle, delays = delays.ToDictionary(delay => delay.Key, delay => delay.Value?.TotalSeconds) });

    /// <param name="advance">By how much; null to leave it.</param>
    /// <param name="freeze">True to stop the clock, false to let it go on, null to leave it.</param>
    public Task SetClockAsync(TimeSpan? advance, bool? freeze) =>
        SendAsync<JsonElement>(HttpMethod.Post, "clock", new { advance = advance?.TotalSeconds, freeze });

    public Task ClearFaultsAsync() => SendAsync<JsonElement>(HttpMethod.Delete, "faults", new { });

    /// <summary>Adds a rule after those that there are.</summary>
    public Task AddFaultAsync(SimulatorFault fault)
    {
        var duration = fault.Duration?.TotalSeconds;
        var id = fault.ResourceId;
        var rule = new { fault.Fault, fault.Action, fault.Count, fault.Probability, fault.Seed, fault.After, duration, id };
        return SendAsync<JsonElement>(HttpMethod.Post, "faults", new { faults = new[] { rule } });
    }

    /// <summary>Makes the whole simulated cloud as it was at its start.</summary>
    public Task ResetAsync() => SendAsync<JsonElement>(HttpMethod.Post, "reset", new { });

    public async Task<SimulatorSettings> ReadAsync()
    {
        var pace = await SendAsync<Pace>(HttpMethod.Get, "lifecycle");
        var clock = await SendAsync<Clock>(HttpMethod.Get, "clock");
        var plan = await SendAsync<Plan>(HttpMethod.Get, "faults");
        return new()
        {
            SessionName = lab.Session.Name,
            Lifecycle = pace.Lifecycle,
            Delays = [.. pace.Delays.Select(delay => new SimulatorDelay(delay.Key, TimeSpan.FromSeconds(delay.Value)))],
            Time = clock.Now.UtcDateTime,
            IsClockFrozen = clock.Frozen,
            Faults = [.. plan.Faults.Select(Read)],
        };
    }

    public void Dispose() => http.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string name, object? body = null)
    {
        using var response = await SimulatorApi.SendAsync(lab, http, method, name, body, "Setting the simulator", target: null)
            ?? throw new LabException(
                ErrorId.SimulatorNotFound,
                $"The session {lab.Session.Name} has no simulator to set: it goes to {lab.Session.Describe()}.",
                "Name a session on EndpointLab's own simulator: Get-LabSession shows where each one goes.",
                lab.Session.Name);
        return await SimulatorApi.ReadAsync<T>(
            response,
            (status, message) => new(
                status == HttpStatusCode.NotFound ? ErrorId.ResourceNotFound : ErrorId.InvalidArgument,
                $"The simulator refuses the setting: {message}",
                "Get-Help Set-LabSimulator tells what there is to set."),
            lab.Token);
    }

    private static SimulatorFault Read(Rule rule) => new()
    {
        Fault = rule.Fault,
        Action = rule.Action,
        Count = rule.Count,
        Probability = rule.Probability,
        Seed = rule.Seed,
        After = rule.After,
        Duration = rule.Duration is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        ResourceId = rule.Id,
        Left = rule.Left,
        Fired = rule.Fired,
    };

    private sealed record Pace(string Lifecycle, Dictionary<string, double> Delays);

    private sealed record Clock(DateTimeOffset Now, bool Frozen);

    private sealed record Plan(Rule[] Faults);

    private sealed record Rule(
        string Fault,
        string? Action,
        int? Count,
        double? Probability,
        int? Seed,
        int? After,
        double? Duration,
        string? Id,
        int? Left,
        int Fired);
}
