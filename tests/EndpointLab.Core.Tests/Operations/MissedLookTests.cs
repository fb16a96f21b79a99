using System.Net;
using Amazon.EC2;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Operations;

/// <summary>AWS may be too busy to answer a look, also after the SDK has asked again.</summary>
public sealed class MissedLookTests : IDisposable
{
    private readonly ImpatientTime time = new();
    private readonly RecordingReporter reporter = new();
    private readonly LabSession session;
    private readonly Queue<Exception?> refusals = [];
    private int looks;

    public MissedLookTests() =>
        session = new(SessionKind.Aws, "aws", name: null, "us-east-1", new BasicAWSCredentials("key", "secret"), time: time);

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData("RequestLimitExceeded", HttpStatusCode.ServiceUnavailable)]
    [InlineData("Throttling", HttpStatusCode.BadRequest)]
    [InlineData("InternalError", HttpStatusCode.InternalServerError)]
    public async Task A_look_that_AWS_is_too_busy_for_is_only_missed(string code, HttpStatusCode status)
    {
        refusals.Enqueue(null);
        refusals.Enqueue(Refusal(code, status));
        refusals.Enqueue(null);
        Assert.Equal("Available", Assert.Single(await WaitAsync("Available")).State);
        Assert.Empty(reporter.Errors);
        Assert.Equal(3, looks);
    }

    // Only an answer can say that it is gone, whichever state is wanted.
    [Theory]
    [InlineData("Available")]
    [InlineData("Deleted")]
    public async Task A_wait_whose_looks_are_all_missed_times_out(string state)
    {
        for (var i = 0; i < 100; i++)
        {
            refusals.Enqueue(Refusal("RequestLimitExceeded", HttpStatusCode.ServiceUnavailable));
        }

        Assert.Empty(await WaitAsync(state));
        Assert.Equal(ErrorId.WaitTimedOut, Assert.Single(reporter.Errors).ErrorId);
        Assert.Equal(TimeSpan.FromMinutes(10), time.Slept);
    }

    [Fact]
    public async Task Another_refusal_ends_the_wait()
    {
        refusals.Enqueue(Refusal("UnauthorizedOperation", HttpStatusCode.Forbidden));
        Assert.Equal("UnauthorizedOperation", (await Assert.ThrowsAsync<LabException>(() => WaitAsync("Available"))).ErrorId);
    }

    private static AmazonEC2Exception Refusal(string code, HttpStatusCode status) => new("No.") { ErrorCode = code, StatusCode = status };

    private async Task<List<VpcEndpoint>> WaitAsync(string state)
    {
        List<VpcEndpoint> reached = [];
        var lab = new LabOperation(session, reporter, TestContext.Current.CancellationToken);
        var goal = EndpointWait.For([state]) with { Look = LookAsync };
        await Wait.ForAllAsync<VpcEndpoint>([new(lab, "vpce-12345678")], goal, TimeSpan.FromMinutes(10), reached.Add);
        return reached;
    }

    /// <summary>Refuses as it was told; otherwise the endpoint becomes available at the third look.</summary>
    private Task<IReadOnlyList<VpcEndpoint>> LookAsync(LabOperation lab, IReadOnlyList<string> ids)
    {
        looks++;
        var state = looks < 3 ? State.Pending : State.Available;
        return refusals.TryDequeue(out var refusal) && refusal is not null
            ? throw AwsErrors.Translate(refusal, "EC2 DescribeVpcEndpoints", lab.Session, ids[0])
            : Task.FromResult<IReadOnlyList<VpcEndpoint>>([new(lab.Session, new() { VpcEndpointId = ids[0], State = state })]);
    }
}
