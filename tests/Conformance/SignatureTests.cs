using EndpointLab.Simulator;

namespace EndpointLab.Conformance;

/// <summary>Other clients against a simulator that checks what they sign.</summary>
public sealed class SignatureTests : IDisposable
{
    private readonly Cloud cloud;
    private readonly LoopbackServer server;

    public SignatureTests()
    {
        cloud = new(new CloudOptions { Lifecycle = Lifecycle.Instant, RequireSignature = true });
        server = LoopbackServer.Start(cloud, port: 0);
    }

    public void Dispose() => server.Dispose();

    [Theory]
    [InlineData("documented_lab.py")]
    [InlineData("identities.py")]
    [InlineData("signatures.py")]
    public void Botos_signatures_are_right(string script)
    {
        var python = ClientProgram.Require("python3", server.Endpoint, "-c", "from boto3 import client");
        python.AccessKey = ("123456789012", cloud.SecretAccessKey);
        Assert.Contains("done", python.Run(Path.Join(AppContext.BaseDirectory, "boto3", script)).ShouldSucceed(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_lines_signatures_are_right()
    {
        ClientProgram.Require("aws", server.Endpoint, "--version");
        var bash = ClientProgram.Require("bash", server.Endpoint, "--version");
        bash.AccessKey = ("123456789012", cloud.SecretAccessKey);
        var run = bash.Run(Path.Join(AppContext.BaseDirectory, "aws-cli", "documented_lab.sh"));
        Assert.EndsWith("done", run.ShouldSucceed(), StringComparison.Ordinal);
    }
}
