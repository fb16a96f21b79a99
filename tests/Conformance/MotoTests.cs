namespace EndpointLab.Conformance;

/// <summary>The cmdlets on a cloud that isn't the simulator, and has no data plane.</summary>
public sealed class MotoTests
{
    [Fact]
    public async Task A_trace_reads_and_explains() =>
        await TellsAsync("trace.ps1", "Denied EndpointPolicy lab-bucket", "True True", "Unknown");

    [Fact]
    public async Task A_lab_is_built_completed_and_removed() => await TellsAsync(
        "lab.ps1", "Complete 15 of 15", "Complete 15", "Partial without gateway-dynamodb", "Complete 15",
        "other Complete", "0 labs, 0 VPCs, 0 buckets");

    private static async Task TellsAsync(string script, params string[] lines)
    {
        using var moto = await Moto.RequireAsync();

        var story = LabRunner.Run(moto.Endpoint, $"moto/{script}", $"{moto.Endpoint}");

        Assert.Equal(lines, story.ShouldSucceed().Split('\n', StringSplitOptions.TrimEntries));
    }
}
