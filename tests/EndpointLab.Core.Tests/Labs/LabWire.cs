namespace EndpointLab.Core.Tests.Labs;

/// <summary>Counts the calls to a cloud, and has one of them go wrong.</summary>
internal sealed class LabWire(HttpMessageHandler cloud) : DelegatingHandler(cloud)
{
    private int calls;

    public int Calls => calls;

    public void Forget() => calls = 0;

    /// <summary>What befalls a call, by its number from 1; null for nothing.</summary>
    public Func<int, HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>>? Befall { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref calls);
        return Befall is { } befall
            ? befall(number, request, () => base.SendAsync(request, cancellationToken))
            : base.SendAsync(request, cancellationToken);
    }
}
