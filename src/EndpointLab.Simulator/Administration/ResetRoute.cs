namespace EndpointLab.Simulator.Administration;

/// <summary><c>/_lab/reset</c>: makes the whole cloud as it was at its start. Servers go on serving it.</summary>
internal sealed class ResetRoute(Cloud cloud)
{
    public IEnumerable<LabRoute> Routes => [new("POST", "reset", Answer)];

    private object Answer(byte[] body)
    {
        cloud.Reset();
        return new { };
    }
}
