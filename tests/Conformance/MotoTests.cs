namespace EndpointLab.Conformance;

/// <summary>The cmdlets on a cloud that isn't the simulator, and has no data plane.</summary>
public sealed class MotoTests
{
    [Fact]
    public async Task A_trace_reads_and_explains()
    {
        using var moto = await Moto.RequireAsync();

        var story = LabRunner.Run(moto.Endpoint, "moto/trace.ps1", $"{moto.Endpoint}");

        Assert.Equal(
            ["Denied EndpointPolicy lab-bucket", "True True", "Unknown"],
            story.ShouldSucceed().Split('\n', StringSplitOptions.TrimEntries));
    }
}
