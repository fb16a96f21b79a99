using System.Net;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Operations;

/// <summary>Calls that take at most 25 ids each, of which one is refused as a whole.</summary>
public sealed class ManyItemsTests : IDisposable
{
    private readonly FirstRefused cloud = new();
    private readonly RecordingReporter reporter = new();
    private readonly LabSession session;

    public ManyItemsTests() => session = new(
        SessionKind.Aws, "aws", name: null, "us-east-1", new BasicAWSCredentials("key", "secret"), handler: cloud);

    public void Dispose()
    {
        session.Dispose();
        cloud.Dispose();
    }

    [Fact]
    public async Task The_calls_after_a_refused_one_are_made_all_the_same()
    {
        LabOperation lab = new(session, reporter, TestContext.Current.CancellationToken);
        string[] ids = [.. Enumerable.Range(0, 30).Select(number => $"vpce-{number:x17}")];

        await VpcEndpoints.RemoveAsync(lab, ids);

        Assert.Equal(2, cloud.Calls);
        Assert.Equal("UnauthorizedOperation", Assert.Single(reporter.Errors).ErrorId);
    }

    private sealed class FirstRefused : HttpMessageHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(++Calls == 1
                ? Answer(
                    HttpStatusCode.Forbidden,
                    "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>No.</Message></Error></Errors></Response>")
                : Answer(HttpStatusCode.OK, "<DeleteVpcEndpointsResponse><unsuccessful/></DeleteVpcEndpointsResponse>"));

        private static HttpResponseMessage Answer(HttpStatusCode status, string xml) => new(status) { Content = new StringContent(xml) };
    }
}
