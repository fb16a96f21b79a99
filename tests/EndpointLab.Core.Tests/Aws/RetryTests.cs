using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Amazon.EC2.Model;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Aws;

/// <summary>Which calls are sent again, how often, and what is told of it.</summary>
public sealed class RetryTests : IDisposable
{
    private const string Vpcs = "<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>";

    private readonly RecordingReporter reporter = new();
    private readonly ImpatientTime time = new();
    private readonly List<LabSession> sessions = [];

    public void Dispose() => sessions.ForEach(session => session.Dispose());

    [Fact]
    public async Task A_throttled_call_is_repeated_until_it_is_admitted_and_each_attempt_is_told()
    {
        using var cloud = Failing(5, Refusal(HttpStatusCode.ServiceUnavailable, "RequestLimitExceeded"), Vpcs);
        await On(cloud).Ec2((ec2, token) => ec2.DescribeVpcsAsync(new(), token));
        Assert.Equal(6, cloud.Calls.Count);
        var told = Enumerable.Range(1, 5).Select(attempt => PauseAfter(attempt, reporter.Details[attempt - 1])).ToList();
        Assert.All(told, pause => Assert.InRange(pause, TimeSpan.Zero, TimeSpan.FromSeconds(20)));
        var total = TimeSpan.FromTicks(told.Sum(pause => pause.Ticks));
        // Chance may choose less than a millisecond, for which no timer is set.
        Assert.InRange(time.Slept, total - TimeSpan.FromMilliseconds(6), total + TimeSpan.FromMilliseconds(1));
        Assert.Matches(@"^EC2 DescribeVpcs in eu-west-1: [0-9.]+ ms in 6 attempts$", reporter.Details[5]);

        static TimeSpan PauseAfter(int attempt, string detail)
        {
            var match = Regex.Match(
                detail, $@"^EC2 DescribeVpcs in eu-west-1, attempt {attempt}: [0-9.]+ ms, RequestLimitExceeded; again in ([0-9.]+) ms$");
            Assert.True(match.Success, detail);
            return TimeSpan.FromMilliseconds(double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task An_organization_that_stays_throttled_is_given_up_with_code_and_request()
    {
        using var cloud = Failing(int.MaxValue, Refusal(HttpStatusCode.BadRequest, "Throttling"), Vpcs);
        var error = await Refused(On(cloud).Ec2((ec2, token) => ec2.DescribeVpcsAsync(new(), token)));
        Assert.Equal(("Throttling", "the-request"), (error.AwsErrorCode, error.RequestId));
        Assert.Equal(9, cloud.Calls.Count);
    }

    [Fact]
    public async Task What_fails_for_another_reason_is_repeated_twice()
    {
        using var cloud = Failing(int.MaxValue, Refusal(HttpStatusCode.InternalServerError, "InternalError"), Vpcs);
        await Refused(On(cloud).Ec2((ec2, token) => ec2.CreateVpcAsync(new("10.0.0.0/16"), token)));
        Assert.Equal(3, cloud.Calls.Count);
    }

    [Fact]
    public async Task A_refusal_is_final()
    {
        using var cloud = Failing(int.MaxValue, Refusal(HttpStatusCode.BadRequest, "UnauthorizedOperation"), Vpcs);
        await Refused(On(cloud).Ec2((ec2, token) => ec2.DescribeVpcsAsync(new(), token)));
        Assert.Single(cloud.Calls);
    }

    [Fact]
    public async Task A_broken_connection_counts_as_an_attempt_like_any_other()
    {
        using var cloud = Failing(int.MaxValue, Reset, Vpcs);
        var error = await Refused(On(cloud).Ec2((ec2, token) => ec2.DescribeVpcsAsync(new(), token)));
        Assert.Equal("EndpointUnreachable", error.ErrorId);
        Assert.Equal(3, cloud.Calls.Count);
    }

    [Fact]
    public async Task What_would_be_made_twice_is_not_sent_again_after_a_lost_answer()
    {
        using var cloud = Failing(1, Reset, "<CreateVpcResponse/>");
        var error = await Refused(On(cloud).Ec2((ec2, token) => ec2.CreateVpcAsync(new("10.0.0.0/16"), token), "10.0.0.0/16"));
        Assert.Equal("AnswerLost", error.ErrorId);
        Assert.Contains("10.0.0.0/16 was sent", error.Message, StringComparison.Ordinal);
        Assert.Single(cloud.Calls);
    }

    [Fact]
    public async Task What_takes_a_client_token_is_sent_again_with_the_same_one()
    {
        using var cloud = Failing(1, Reset, "<CreateRouteTableResponse><routeTable/></CreateRouteTableResponse>");
        await On(cloud).Ec2((ec2, token) => ec2.CreateRouteTableAsync(new() { VpcId = "vpc-1" }, token));
        Assert.Equal(2, cloud.Calls.Count);
        Assert.NotNull(cloud.Calls[0]["ClientToken"]);
        Assert.Equal(cloud.Calls[0]["ClientToken"], cloud.Calls[1]["ClientToken"]);
    }

    [Fact]
    public async Task What_AWS_never_got_is_sent_again()
    {
        using var cloud = Failing(
            1, () => throw new HttpRequestException(HttpRequestError.ConnectionError), "<CreateVpcResponse><vpc/></CreateVpcResponse>");
        await On(cloud).Ec2((ec2, token) => ec2.CreateVpcAsync(new("10.0.0.0/16"), token));
        Assert.Equal(2, cloud.Calls.Count);
    }

    [Fact]
    public async Task All_clients_of_a_session_repeat_at_the_expense_of_one_budget()
    {
        using var cloud = Failing(int.MaxValue, Refusal(HttpStatusCode.ServiceUnavailable, "SlowDown"), Vpcs);
        var lab = On(cloud);
        for (var call = 0; call < 12; call++)
        {
            await Refused(lab.S3((s3, token) => s3.ListBucketsAsync(token)));
        }

        cloud.Calls.Clear();
        await Refused(lab.Ec2((ec2, token) => ec2.DescribeVpcsAsync(new(), token)));
        Assert.Equal(5, cloud.Calls.Count);
        await Refused(lab.Ec2((ec2, token) => ec2.DescribeVpcsAsync(new(), token)));
        Assert.Equal(6, cloud.Calls.Count);
        await Refused(On(cloud).Ec2((ec2, token) => ec2.DescribeVpcsAsync(new(), token)));
        Assert.Equal(15, cloud.Calls.Count);
    }

    [Fact]
    public async Task Calls_name_the_module_and_its_version()
    {
        using var cloud = Failing(0, Reset, Vpcs);
        await On(cloud).Ec2((ec2, token) => ec2.DescribeVpcsAsync(new(), token));
        var version = typeof(LabSession).Assembly.GetName().Version!.ToString(3);
        Assert.Contains(
            $" lib/EndpointLab#{version} ",
            string.Join(' ', cloud.Calls[0].Request.Headers.GetValues("User-Agent")),
            StringComparison.Ordinal);
    }

    // The SDK alone sends it eleven times, even if it is told to repeat nothing.
    [Fact]
    public async Task A_server_that_resets_the_connection_gets_what_makes_something_once()
    {
        using TcpListener server = new(IPAddress.Loopback, 0);
        server.Start();
        var (asked, cancel) = (0, TestContext.Current.CancellationToken);
        var serving = ResetAllAsync();
        LabSession session = new(
            SessionKind.EndpointUrl, "test", name: null, "us-east-1", new BasicAWSCredentials("key", "secret"),
            new($"http://{server.LocalEndpoint}"), time: time);
        sessions.Add(session);
        var error = await Refused(
            new LabOperation(session, reporter, cancel).Ec2((ec2, token) => ec2.CreateVpcAsync(new("10.0.0.0/16"), token)));
        Assert.Equal(("AnswerLost", 1), (error.ErrorId, asked));
        server.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => serving);

        async Task ResetAllAsync()
        {
            while (true)
            {
                using var client = await server.AcceptSocketAsync(cancel);
                await client.ReceiveAsync(new byte[4096], cancel);
                asked++;
                client.LingerState = new(enable: true, seconds: 0);
            }
        }
    }

    private static (HttpStatusCode Status, string Body) Reset() =>
        throw new HttpRequestException("sent", new IOException("reset", new SocketException((int)SocketError.ConnectionReset)));

    private static Func<(HttpStatusCode Status, string Body)> Refusal(HttpStatusCode status, string code) =>
        () => (status, $"<Response><Errors><Error><Code>{code}</Code><Message>No.</Message></Error></Errors>"
            + "<RequestID>the-request</RequestID></Response>");

    private static ScriptedCloud Failing(int times, Func<(HttpStatusCode Status, string Body)> failure, string answer) =>
        new(_ => times-- > 0 ? failure() : (HttpStatusCode.OK, answer));

    private static Task<LabException> Refused(Task call) => Assert.ThrowsAsync<LabException>(() => call);

    private LabOperation On(ScriptedCloud cloud)
    {
        sessions.Add(
            new(SessionKind.Aws, "aws", name: null, "eu-west-1", new BasicAWSCredentials("key", "secret"), handler: cloud, time: time));
        return new(sessions[^1], reporter, TestContext.Current.CancellationToken);
    }
}
