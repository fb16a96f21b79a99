using System.Net;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Operations;

/// <summary>AWS may not know a resource yet that it has just created.</summary>
public sealed class JustCreatedTests : IDisposable
{
    private readonly LateCloud cloud = new();
    private readonly ImpatientTime time = new();
    private readonly LabSession session;
    private readonly LabOperation lab;

    public JustCreatedTests()
    {
        var credentials = new BasicAWSCredentials("key", "secret");
        session = new(SessionKind.Aws, "aws", name: null, "us-east-1", credentials, handler: cloud, time: time);
        lab = new(session, new RecordingReporter(), TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        session.Dispose();
        cloud.Dispose();
    }

    [Fact]
    public async Task It_is_asked_for_again_until_AWS_knows_it()
    {
        cloud.UnknownFor = 3;
        var vpc = await lab.JustCreated(() => Vpcs.GetAsync(lab, "vpc-12345678"));
        Assert.Equal("vpc-12345678", vpc.VpcId);
        Assert.Equal(4, cloud.Calls);
    }

    [Fact]
    public async Task It_is_given_up_after_a_while()
    {
        cloud.UnknownFor = int.MaxValue;
        var error = await Assert.ThrowsAsync<LabException>(() => lab.JustCreated(() => Vpcs.GetAsync(lab, "vpc-12345678")));
        Assert.Equal("InvalidVpcID.NotFound", error.ErrorId);
        Assert.InRange(cloud.Calls, 2, 10);
        Assert.InRange(time.Slept, TimeSpan.FromSeconds(1), session.NotFoundGrace);
    }

    [Fact]
    public async Task Another_refusal_is_final()
    {
        cloud.UnknownFor = int.MaxValue;
        cloud.Code = "UnauthorizedOperation";
        await Assert.ThrowsAsync<LabException>(() => lab.JustCreated(() => Vpcs.GetAsync(lab, "vpc-12345678")));
        Assert.Equal(1, cloud.Calls);
    }

    /// <summary>Answers DescribeVpcs with an error at first.</summary>
    private sealed class LateCloud : HttpMessageHandler
    {
        public int UnknownFor { get; set; }

        public string Code { get; set; } = "InvalidVpcID.NotFound";

        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(++Calls <= UnknownFor
                ? Answer(
                    HttpStatusCode.BadRequest,
                    $"<Response><Errors><Error><Code>{Code}</Code><Message>No.</Message></Error></Errors></Response>")
                : Answer(
                    HttpStatusCode.OK,
                    "<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-12345678</vpcId></item></vpcSet></DescribeVpcsResponse>"));

        private static HttpResponseMessage Answer(HttpStatusCode status, string xml) => new(status) { Content = new StringContent(xml) };
    }
}
