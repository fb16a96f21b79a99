namespace EndpointLab;

/// <summary>A place inside the simulator's network. Other servers offer none.</summary>
/// <param name="source">A network interface's id, or an address on the internet.</param>
internal sealed class SimulatedVantage(LabOperation lab, string source) : Vantage(lab, new(
    new LeavingFrom(source, lab.Session.EndpointUrl, lab.Session.Handler ?? new SocketsHttpHandler()),
    disposeHandler: lab.Session.Handler is null)
{
    Timeout = AnswerWithin,
})
{
    private const string FromHeader = "X-EndpointLab-From";

    // Over a socket, whose packets are dropped is kept waiting, as long as a system would go on trying.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);

    /// <exception cref="LabException">The simulator can't be reached, or knows no such interface.</exception>
    public override async Task<ConnectAnswer?> ConnectAsync(string to, int port)
    {
        using var response = await SimulatorApi.SendAsync(
            Lab, Http, HttpMethod.Post, "connect", new { from = source, to, port }, "The probe", to);
        return response is null ? null : await SimulatorApi.ReadAsync<ConnectAnswer>(
            response,
            (_, message) => new(
                ErrorId.ResourceNotFound,
                $"The simulator can't send from {source}: {message}",
                "Check the id and the Region: Get-LabSession shows where you are.",
                source),
            Lab.Token);
    }

    public override async Task<ProbeCaller?> GetCallerAsync(KeyOwner of)
    {
        using var response = await SimulatorApi.SendAsync(Lab, Http, HttpMethod.Post, "credentials", of, "The probe", of.Name);
        if (response is null)
        {
            return null;
        }

        var keys = await SimulatorApi.ReadAsync<Keys>(
            response,
            (_, message) => new(
                of.Principal is null ? ErrorId.MissingCredentials : ErrorId.ResourceNotFound,
                message,
                "Check the ARN and the account: Get-LabSession shows where you are.",
                of.Name),
            Lab.Token);
        return Caller(keys.PrincipalArn, keys.AccessKeyId, keys.SecretAccessKey, keys.Token);
    }

    private sealed record Keys(string PrincipalArn, string AccessKeyId, string SecretAccessKey, string? Token);

    /// <param name="simulator">Where the simulator listens for whatever host is meant; null in this process.</param>
    private sealed class LeavingFrom(string source, Uri? simulator, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add(FromHeader, source);
            if (simulator is not null && request.RequestUri!.Host != simulator.Host)
            {
                request.Headers.Host = request.RequestUri.Host;
                request.RequestUri = new(simulator, request.RequestUri.PathAndQuery);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
