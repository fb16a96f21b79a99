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
    public Task SetLifecycleAsync(string? lifecycle, Dictionary<string, TimeSpan?> delays)
    {
        var seconds = delays.ToDictionary(delay => delay.Key, delay => delay.Value?.TotalSeconds);
        return SendAsync<JsonElement>(HttpMethod.Post, "lifecycle", new { lifecycle, delays = seconds });
    }

    /// <param name="advance">By how much; null to leave it.</param>
    /// <param name="freeze">True to stop the clock, false to let it go on, null to leave it.</param>
    public Task SetClockAsync(TimeSpan? advance, bool? freeze) =>
        SendAsync<JsonElement>(HttpMethod.Post, "clock", new { advance = advance?.TotalSeconds, freeze });

    public Task ClearFaultsAsync() => SendAsync<JsonElement>(HttpMethod.Delete, "faults", new { });

    /// <summary>Adds a rule after those that there are.</summary>
    public Task AddFaultAsync(SimulatorFault fault) =>
        SendAsync<JsonElement>(HttpMethod.Post, "faults", new { faults = new[] { fault } });

    /// <summary>Puts an endpoint into a state that it stays in, with a reason where something went wrong.</summary>
    /// <param name="state">One of <see cref="EndpointStates"/>.</param>
    public async Task<VpcEndpoint> ForceAsync(string endpointId, string state, string? code, string? message)
    {
        await SendAsync<JsonElement>(HttpMethod.Post, "endpoints", new { id = endpointId, state, code, message });
        return await VpcEndpoints.GetAsync(lab, endpointId);
    }

    /// <summary>Registers appliances with a Gateway Load Balancer instead of those that were.</summary>
    public Task RegisterAppliancesAsync(string loadBalancer, IEnumerable<SimulatorAppliance> appliances) => SendAsync<JsonElement>(
        HttpMethod.Put,
        "appliances",
        new { loadBalancer, appliances = appliances.Select(one => new { one.Name, allows = one.Action == SimulatorAppliance.Allow }) });

    /// <summary>Makes the whole simulated cloud as it was at its start.</summary>
    public Task ResetAsync() => SendAsync<JsonElement>(HttpMethod.Post, "reset", new { });

    public async Task<SimulatorSettings> ReadAsync()
    {
        var pace = await SendAsync<Pace>(HttpMethod.Get, "lifecycle");
        var clock = await SendAsync<Clock>(HttpMethod.Get, "clock");
        var plan = await SendAsync<Plan>(HttpMethod.Get, "faults");
        var fleet = await SendAsync<Fleet>(HttpMethod.Get, "appliances");
        return new()
        {
            SessionName = lab.Session.Name,
            Lifecycle = pace.Lifecycle,
            Delays = [.. pace.Delays.Select(delay => new SimulatorDelay(delay.Key, TimeSpan.FromSeconds(delay.Value)))],
            Time = clock.Now.UtcDateTime,
            IsClockFrozen = clock.Frozen,
            Faults = plan.Faults,
            Appliances = [.. fleet.LoadBalancers.SelectMany(balancer => balancer.Value.Select(one => Read(balancer.Key, one)))],
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

    private static SimulatorAppliance Read(string loadBalancer, Appliance one) =>
        new(loadBalancer, one.Name, one.Allows ? SimulatorAppliance.Allow : SimulatorAppliance.Drop);

    private sealed record Fleet(Dictionary<string, Appliance[]> LoadBalancers);

    private sealed record Appliance(string Name, bool Allows);

    private sealed record Pace(string Lifecycle, Dictionary<string, double> Delays);

    private sealed record Clock(DateTimeOffset Now, bool Frozen);

    private sealed record Plan(SimulatorFault[] Faults);
}
