using EndpointLab.Simulator;

namespace EndpointLab.Conformance;

/// <summary>aws-cli against the simulator.</summary>
public sealed class AwsCliTests : IDisposable
{
    private readonly LoopbackServer server = LoopbackServer.Start(new Cloud(new CloudOptions { Lifecycle = Lifecycle.Instant }), port: 0);

    public void Dispose() => server.Dispose();

    [Fact]
    public void The_documented_lab_holds()
    {
        ClientProgram.Require("python3", server.Endpoint, "--version");
        ClientProgram.Require("aws", server.Endpoint, "--version");
        var bash = ClientProgram.Require("bash", server.Endpoint, "--version");
        Assert.EndsWith("done", bash.Run(Path.Join(AppContext.BaseDirectory, "aws-cli", "documented_lab.sh")).ShouldSucceed(), StringComparison.Ordinal);
    }
}
