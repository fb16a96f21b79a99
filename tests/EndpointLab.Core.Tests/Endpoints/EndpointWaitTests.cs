using Amazon.Runtime;
using FsCheck;
using FsCheck.Fluent;

namespace EndpointLab.Core.Tests.Endpoints;

public sealed class EndpointWaitTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private readonly ScriptedEndpoints cloud = new();
    private readonly ImpatientTime time = new();
    private readonly RecordingReporter reporter = new();
    private readonly List<LabSession> sessions = [];

    public void Dispose()
    {
        sessions.ForEach(session => session.Dispose());
        cloud.Dispose();
    }

    [Fact]
    public void A_wait_ends_as_the_present_state_and_the_wanted_one_say() => Prop.ForAll(
        Gen.Elements<string>([.. EndpointStates.Graph.All, "Hibernating"]).ToArbitrary(),
        Gen.Elements<string>(EndpointStates.Graph.All).ToArbitrary(),
        (current, wanted) =>
        {
            using var test = new EndpointWaitTests();
            var reached = test.WaitAsync([wanted], test.cloud.Add(current)).GetAwaiter().GetResult();
            var error = test.reporter.Errors.SingleOrDefault()?.ErrorId;
            var final = current == EndpointStates.Rejected ? ErrorId.EndpointRejected : ErrorId.TerminalState;
            return current == wanted ? reached.Count == 1 && error is null && test.cloud.Calls.Count == 1
                : reached.Count == 0 && (EndpointStates.Graph.CanBecome(current, wanted)
                    ? error == ErrorId.WaitTimedOut && test.time.Slept == Timeout
                    : error == final && test.cloud.Calls.Count == 1);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Looks_begin_after_a_second_and_grow_no_rarer_than_every_15_seconds()
    {
        await WaitAsync(["Available"], cloud.Add("Pending"));
        Assert.Equal(TimeSpan.FromSeconds(1), time.Pauses[0]);
        Assert.Equal(TimeSpan.FromSeconds(15), time.Pauses.Max());
        Assert.Equal(time.Pauses.SkipLast(1).Order(), time.Pauses.SkipLast(1));
        Assert.Equal(Timeout, time.Slept);
    }

    [Fact]
    public async Task Many_are_asked_for_in_one_call_and_come_out_in_the_order_of_the_input()
    {
        var slow = cloud.Add("PendingAcceptance", "Pending", "Pending", "Available");
        var quick = cloud.Add("Available");
        Assert.Equal([slow, quick], (await WaitAsync(["Available"], slow, quick)).Select(endpoint => endpoint.VpcEndpointId));
        Assert.Equal([[slow, quick], [slow], [slow], [slow]], cloud.Calls);
    }

    [Fact]
    public async Task One_that_can_never_be_reached_holds_up_no_other()
    {
        cloud.LastError = "The subnet is full.";
        var good = cloud.Add("Pending", "Available");
        var bad = cloud.Add("Pending", "Failed");
        Assert.Equal(good, Assert.Single(await WaitAsync(["Available"], bad, good)).VpcEndpointId);
        var error = Assert.Single(reporter.Errors);
        Assert.Equal((ErrorId.TerminalState, (object)bad), (error.ErrorId, error.Target));
        Assert.Contains("InternalError: The subnet is full.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_several_states_is_enough() =>
        Assert.Equal("Rejected", Assert.Single(await WaitAsync(["Available", "Rejected"], cloud.Add("Pending", "Rejected"))).State);

    [Fact]
    public async Task One_that_AWS_no_longer_knows_is_deleted_as_it_was_last_known()
    {
        var (gone, other) = (cloud.Add("Deleting", null), cloud.Add("Deleting", "Deleting", "Deleted"));
        var deleted = await WaitAsync(["Deleted"], gone, other);
        Assert.Equal([gone, other], deleted.Select(endpoint => endpoint.VpcEndpointId));
        Assert.All(deleted, endpoint => Assert.Equal("Deleted", endpoint.State));
    }

    [Fact]
    public async Task One_known_only_from_before_is_deleted_too()
    {
        var id = cloud.Add("Available", null);
        var known = await VpcEndpoints.GetAsync(Lab(), id);
        var deleted = Assert.Single(await WaitForAsync(["Deleted"], new WaitItem<VpcEndpoint>(Lab(), id, known)));
        Assert.Equal((id, "Deleted"), (deleted.VpcEndpointId, deleted.State));
    }

    [Fact]
    public async Task One_that_goes_while_another_state_is_wanted_has_disappeared()
    {
        await WaitAsync(["Available"], cloud.Add("Pending", null));
        Assert.Equal(ErrorId.Disappeared, Assert.Single(reporter.Errors).ErrorId);
    }

    [Fact]
    public async Task One_that_was_never_there_is_not_found()
    {
        await WaitAsync(["Available"], cloud.Add([null]));
        Assert.Equal(ErrorId.ResourceNotFound, Assert.Single(reporter.Errors).ErrorId);
    }

    [Fact]
    public async Task One_that_AWS_does_not_know_yet_is_waited_for() =>
        Assert.Single(await WaitAsync(["Available"], cloud.Add(null, null, "Pending", "Available")));

    [Fact]
    public async Task Endpoints_of_several_sessions_are_waited_for_together()
    {
        var (here, there) = (cloud.Add("Pending", "Available"), cloud.Add("Pending", "Pending", "Available"));
        var reached = await WaitForAsync(["Available"], new(Lab(), here), new(Lab("eu-west-1"), there));
        Assert.Equal(["us-east-1", "eu-west-1"], reached.Select(endpoint => endpoint.Region));
        Assert.Equal(2, time.Pauses.Count);
    }

    [Fact]
    public async Task Progress_names_the_states_and_the_time()
    {
        await WaitAsync(
            ["Available"],
            cloud.Add("Pending", "Available"),
            cloud.Add("PendingAcceptance", "Pending", "Available"),
            cloud.Add("Pending", "Available"));
        Assert.Equal(["2 Pending, 1 PendingAcceptance after 0 s", "2 Available, 1 Pending after 1 s", "done"], reporter.Statuses);
    }

    [Fact]
    public async Task A_stop_ends_the_wait()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var lab = new LabOperation(Lab().Session, reporter, stop.Token);
        var item = new WaitItem<VpcEndpoint>(lab, cloud.Add("Pending"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WaitForAsync(["Available"], item));
    }

    private LabOperation Lab(string region = "us-east-1")
    {
        var credentials = new BasicAWSCredentials("key", "secret");
        var session = new LabSession(SessionKind.Aws, "aws", name: null, region, credentials, handler: cloud, time: time);
        sessions.Add(session);
        return new(session, reporter, TestContext.Current.CancellationToken);
    }

    private Task<List<VpcEndpoint>> WaitAsync(string[] states, params string[] ids)
    {
        var lab = Lab();
        return WaitForAsync(states, [.. ids.Select(id => new WaitItem<VpcEndpoint>(lab, id))]);
    }

    private static async Task<List<VpcEndpoint>> WaitForAsync(string[] states, params IReadOnlyList<WaitItem<VpcEndpoint>> items)
    {
        List<VpcEndpoint> reached = [];
        await Wait.ForAllAsync(items, EndpointWait.For(states), Timeout, reached.Add);
        return reached;
    }
}
