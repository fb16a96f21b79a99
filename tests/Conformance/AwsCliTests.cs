using EndpointLab.Simulator;

namespace EndpointLab.Conformance;

/// <summary>aws-cli against the simulator: each script fails on the first difference.</summary>
public sealed class AwsCliTests : IDisposable
{
    private readonly LoopbackServer server = LoopbackServer.Start(new Cloud(new CloudOptions { Lifecycle = Lifecycle.Instant }), port: 0);

    public void Dispose() => server.Dispose();

    [Theory]
    [InlineData("documented_lab.sh")]
    [InlineData("endpoints.sh")]
    public void A_story_holds(string script)
    {
        ClientProgram.Require("python3", server.Endpoint, "--version");
        ClientProgram.Require("aws", server.Endpoint, "--version");
        var bash = ClientProgram.Require("bash", server.Endpoint, "--version");
        Assert.EndsWith("done", bash.Run(Path.Join(AppContext.BaseDirectory, "aws-cli", script)).ShouldSucceed(), StringComparison.Ordinal);
    }
}
