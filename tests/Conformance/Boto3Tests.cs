using EndpointLab.Simulator;
using EndpointLab.Simulator.Tests.Recordings;

namespace EndpointLab.Conformance;

/// <summary>boto3 against the simulator: each script prints what it checked, and fails on the first difference.</summary>
public sealed class Boto3Tests : IDisposable
{
    private readonly LoopbackServer server = LoopbackServer.Start(new Cloud(new CloudOptions { Lifecycle = Lifecycle.Instant }), port: 0);

    public void Dispose() => server.Dispose();

    [Theory]
    [InlineData("documented_lab.py")]
    [InlineData("endpoints.py")]
    [InlineData("identities.py")]
    [InlineData("names_and_keys.py")]
    [InlineData("paginators.py")]
    [InlineData("private_link.py")]
    [InlineData("refusals.py")]
    [InlineData("waiters.py")]
    public void A_story_holds(string script) => Run(script);

    [Fact]
    public void S3_answers_as_it_was_recorded_to() => Run("recordings.py", Recording.Require("s3-api.snapshot.json"));

    private void Run(string script, params string[] arguments)
    {
        var python = ClientProgram.Require("python3", server.Endpoint, "-c", "from boto3 import client");
        var run = python.Run([Path.Join(AppContext.BaseDirectory, "boto3", script), .. arguments]);
        Assert.EndsWith("done", run.ShouldSucceed(), StringComparison.Ordinal);
    }
}
