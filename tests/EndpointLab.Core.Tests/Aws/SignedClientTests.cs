using System.Net;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Aws;

/// <summary>What is sent to services that have no package of the SDK's, and what comes of their answers.</summary>
public sealed class SignedClientTests
{
    private static readonly SignedService Resolver = new("Route 53 Resolver", "route53resolver", IsGlobal: false);
    private static readonly SignedService Route53 = new("Route 53", "route53", IsGlobal: true);

    [Theory]
    [InlineData("eu-central-1", "https://iam.amazonaws.com/", "us-east-1/iam")]
    [InlineData("cn-northwest-1", "https://iam.cn-north-1.amazonaws.com.cn/", "cn-north-1/iam")]
    [InlineData("us-gov-east-1", "https://iam.us-gov.amazonaws.com/", "us-gov-west-1/iam")]
    public async Task A_global_service_is_asked_at_its_partitions_endpoint(string region, string url, string scope)
    {
        var (_, call) = await SendAsync(
            session => SignedRequest.Query(session, SignedService.Iam, "GetRole", "2010-05-08", []), "<a/>", region);
        Assert.Equal(url, call.Uri.ToString());
        Assert.Equal(scope, call.Scope);
    }

    [Fact]
    public async Task A_Query_request_has_its_parameters_in_the_body()
    {
        var (answer, call) = await SendAsync(
            session =>
                SignedRequest.Query(session, SignedService.Iam, "GetRole", "2010-05-08", [("RoleName", "a b&c+d"), ("Marker", null)]),
            "<r xmlns='urn:a'><Role>x</Role></r>");
        Assert.Equal("Action=GetRole&Version=2010-05-08&RoleName=a%20b%26c%2Bd", call.Body);
        Assert.Equal("x", answer.Xml().Element("Role")!.Value);
        Assert.Equal("the-request", answer.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task A_REST_request_has_its_parameters_in_the_url()
    {
        var (_, call) = await SendAsync(
            session =>
                SignedRequest.Get(session, Route53, "/2013-04-01/hostedzonesbyvpc", ("vpcid", "vpc-1"), ("vpcregion", "a b")), "<a/>");
        Assert.Equal("https://route53.amazonaws.com/2013-04-01/hostedzonesbyvpc?vpcid=vpc-1&vpcregion=a%20b", call.Uri.AbsoluteUri);
        Assert.Equal(("us-east-1/route53", HttpMethod.Get), (call.Scope, call.Request.Method));
    }

    [Fact]
    public async Task A_JSON_request_goes_to_the_Region()
    {
        var (answer, call) = await SendAsync(
            session => SignedRequest.Json(session, Resolver, "Route53Resolver.ListFirewallRuleGroups", "{}"u8.ToArray()), "{\"a\":1}");
        Assert.Equal("https://route53resolver.eu-central-1.amazonaws.com/", call.Uri.ToString());
        Assert.Equal("eu-central-1/route53resolver", call.Scope);
        Assert.Equal("Route53Resolver.ListFirewallRuleGroups", Assert.Single(call.Request.Headers.GetValues("X-Amz-Target")));
        Assert.Equal("{\"a\":1}"u8, answer.Body);
    }

    [Fact]
    public async Task An_endpoint_url_is_asked_for_every_service()
    {
        var (_, call) = await SendAsync(
            session =>
                SignedRequest.Query(session, SignedService.Iam, "GetRole", "2010-05-08", []), "<a/>", url: new("http://localhost:4566"));
        Assert.Equal("http://localhost:4566/", call.Uri.ToString());
        Assert.Equal("us-east-1/iam", call.Scope);
    }

    [Theory]
    [InlineData(
        "<ErrorResponse xmlns='urn:a'><Error><Code>NoSuchEntity</Code><Message>Not found.</Message></Error></ErrorResponse>",
        "NoSuchEntity")]
    [InlineData("""{"__type":"com.amazonaws#ResourceNotFoundException","Message":"Not found."}""", "ResourceNotFoundException")]
    public async Task A_refusal_has_AWS_code_words_and_request(string body, string code)
    {
        var error = await Assert.ThrowsAsync<LabException>(() => SendAsync(
            session =>
                SignedRequest.Query(session, SignedService.Iam, "GetRole", "2010-05-08", []), body, status: HttpStatusCode.NotFound));
        Assert.Equal((code, "the-request"), (error.AwsErrorCode, error.RequestId));
        Assert.Equal("IAM GetRole on the-target failed: Not found.", error.Message);
    }

    [Fact]
    public async Task An_answer_that_is_not_one_of_AWS_is_shown()
    {
        var error = await Assert.ThrowsAsync<LabException>(() => SendAsync(
            session => SignedRequest.Query(
                session, SignedService.Iam, "GetRole", "2010-05-08", []), "<html><p>Log in", status: HttpStatusCode.NotFound));
        Assert.Contains("<html><p>Log in", error.Message, StringComparison.Ordinal);
    }

    private static async Task<(SignedAnswer Answer, ScriptedCloud.Call Call)> SendAsync(
        Func<LabSession, SignedRequest> request,
        string body,
        string region = "eu-central-1",
        Uri? url = null,
        HttpStatusCode status = HttpStatusCode.OK)
    {
        using ScriptedCloud cloud = new(_ => (status, body));
        using LabSession session = new(
            SessionKind.EndpointUrl, "aws", name: null, region, new BasicAWSCredentials("key", "secret"), url, cloud);
        LabOperation lab = new(session, new RecordingReporter(), TestContext.Current.CancellationToken);
        return (await lab.Signed("GetRole", request(session), "the-target"), Assert.Single(cloud.Calls));
    }
}
