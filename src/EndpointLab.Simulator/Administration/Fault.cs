namespace EndpointLab.Simulator.Administration;

/// <summary>A rule that befalls a call.</summary>
internal sealed class Fault(FaultRule rule, FaultyCall call)
{
    /// <summary>How long the call waits before its turn.</summary>
    public TimeSpan Pause => rule.Kind is FaultKind.Delay ? rule.Duration : TimeSpan.Zero;

    /// <summary>What becomes of the call.</summary>
    /// <param name="answer">Makes the call.</param>
    public CloudResponse Answer(Func<CloudResponse> answer) => rule.Kind switch
    {
        FaultKind.Delay => answer(),
        FaultKind.Reset => CloudResponse.Reset,
        FaultKind.LostAnswer => Lose(answer()),
        FaultKind.NotFound => call.Region!.Without(rule.Unseen(call), answer),
        FaultKind.Failed => FailNewEndpoints(answer()),
        _ => call.Refuse(rule.Kind),
    };

    private static CloudResponse Lose(CloudResponse response) => response.IsDropped ? response : CloudResponse.Reset;

    private CloudResponse FailNewEndpoints(CloudResponse response)
    {
        if (call.Region is { } region)
        {
            foreach (var endpoint in region.VpcEndpoints.Where(endpoint => endpoint.MadeBy == region.Now.Call))
                endpoint.FailInstead(rule.Reason);
        }
        return response;
    }
}
