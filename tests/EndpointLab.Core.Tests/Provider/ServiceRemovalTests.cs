using System.Net;
using System.Web;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Provider;

public sealed class ServiceRemovalTests : IDisposable
{
    private const string InUse = "vpce-svc-0000000000000000a";
    private const string Unused = "vpce-svc-0000000000000000b";
    private const string Available = "vpce-0000000000000000a";
    private const string Pending = "vpce-0000000000000000b";

    private readonly ScriptedProvider cloud = new();
    private readonly RecordingReporter reporter = new();
    private readonly LabSession session;

    public ServiceRemovalTests()
    {
        var credentials = new BasicAWSCredentials("key", "secret");
        session = new(SessionKind.Aws, "aws", name: null, "us-east-1", credentials, handler: cloud, time: new ImpatientTime());
    }

    public void Dispose()
    {
        session.Dispose();
        cloud.Dispose();
    }

    [Fact]
    public async Task A_service_of_which_a_connection_cannot_be_rejected_stays_and_the_others_go()
    {
        await RemoveAsync(rejectConnections: true);
        Assert.Equal([$"Reject {Available} {Pending}", $"Delete {Unused}"], cloud.Changes);
        var error = Assert.Single(reporter.Errors);
        Assert.Equal(("IncorrectState", "IncorrectState", (object)Pending), (error.ErrorId, error.AwsErrorCode, error.Target));
        Assert.Contains("request-1", error.RequestId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_whose_connections_nobody_may_reject_stays_and_the_others_go()
    {
        cloud.IsRejectionRefused = true;
        await RemoveAsync(rejectConnections: true);
        Assert.Equal([$"Delete {Unused}"], cloud.Changes);
        Assert.Equal("UnauthorizedOperation", Assert.Single(reporter.Errors).AwsErrorCode);
    }

    [Fact]
    public async Task The_refusal_to_delete_a_service_names_each_connection_that_it_is_for()
    {
        await RemoveAsync(rejectConnections: false);
        Assert.Equal([$"Delete {InUse} {Unused}"], cloud.Changes);
        var error = Assert.Single(reporter.Errors);
        Assert.Equal(("ExistingVpcEndpointConnections", (object)InUse), (error.ErrorId, error.Target));
        Assert.Contains(
            $"{Available} of 210987654321 (Available), {Pending} of 210987654321 (Pending).", error.Message, StringComparison.Ordinal);
    }

    private Task RemoveAsync(bool rejectConnections) => ServiceConfigurations.RemoveAsync(
        new(session, reporter, TestContext.Current.CancellationToken), [InUse, Unused], rejectConnections);

    /// <summary>Shows one service with an available, a pending and a rejected connection; the pending one it can't reject.</summary>
    private sealed class ScriptedProvider : HttpMessageHandler
    {
        public List<string> Changes { get; } = [];

        /// <summary>Whether the account may reject no connections.</summary>
        public bool IsRejectionRefused { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var form = HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken));
            var action = form["Action"]!;
            if (IsRejectionRefused && action is "RejectVpcEndpointConnections")
            {
                return new(HttpStatusCode.Forbidden)
                {
                    Content = new StringContent("<Response><Errors><Error><Code>UnauthorizedOperation</Code></Error></Errors></Response>"),
                };
            }

            var body = action switch
            {
                "DescribeVpcEndpointConnections" when form["Filter.1.Value.1"] == InUse =>
                    $"<vpcEndpointConnectionSet>{Connection(Available, "available")}{Connection(Pending, "pending")}{
                        Connection("vpce-0000000000000000c", "rejected")}</vpcEndpointConnectionSet>",
                "DescribeVpcEndpointConnections" => "<vpcEndpointConnectionSet/>",
                "RejectVpcEndpointConnections" => Change("Reject", form.GetValues, "VpcEndpointId", Pending, "IncorrectState"),
                _ => Change("Delete", form.GetValues, "ServiceId", InUse, "ExistingVpcEndpointConnections"),
            };
            var xml = $"<{action}Response><requestId>request-1</requestId>{body}</{action}Response>";
            return new(HttpStatusCode.OK) { Content = new StringContent(xml) };
        }

        private static string Connection(string id, string state) => $"""
            <item><serviceId>{InUse}</serviceId><vpcEndpointId>{id}</vpcEndpointId><vpcEndpointOwner>210987654321</vpcEndpointOwner>
            <vpcEndpointState>{state}</vpcEndpointState></item>
            """;

        private string Change(string verb, Func<string, string[]?> values, string list, string refused, string code)
        {
            string[] ids = [.. Enumerable.Range(1, 9).Select(index => values($"{list}.{index}")?[0]).OfType<string>()];
            Changes.Add($"{verb} {string.Join(' ', ids)}");
            return !ids.Contains(refused) ? "<unsuccessful/>" : $"""
                <unsuccessful><item><resourceId>{refused}</resourceId>
                <error><code>{code}</code><message>It has reasons.</message></error></item></unsuccessful>
                """;
        }
    }
}
