using System.Net;
using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Tests.Administration;

public sealed class LabApiTests : IDisposable
{
    private readonly Cloud cloud = new();
    private readonly LabClient lab;

    public LabApiTests() => lab = LabClient.Of(cloud);

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData("clock", "")]
    [InlineData("clock", "null")]
    [InlineData("clock", "[]")]
    [InlineData("clock", "{")]
    [InlineData("clock", "{}")]
    [InlineData("clock", """{"advance":-1}""")]
    [InlineData("clock", """{"advance":"1d"}""")]
    [InlineData("clock", """{"advance":""}""")]
    [InlineData("clock", """{"advance":1e300}""")]
    [InlineData("clock", """{"advance":"1000001h"}""")]
    [InlineData("clock", """{"advance":true}""")]
    [InlineData("clock", """{"freeze":1}""")]
    [InlineData("clock", """{"freeze":true,"frozen":true}""")]
    [InlineData("lifecycle", "{}")]
    [InlineData("lifecycle", """{"lifecycle":"Slow"}""")]
    [InlineData("lifecycle", """{"lifecycle":1}""")]
    [InlineData("lifecycle", """{"delays":{"EndpointCreation":"soon"}}""")]
    public async Task A_body_of_another_form_is_told_the_form(string name, string body)
    {
        var (status, answer) = await lab.SendAsync("POST", $"/_lab/{name}", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("The body is {", (string?)JsonNode.Parse(answer)!["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/_lab/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/_lab/nothing", HttpStatusCode.NotFound)]
    [InlineData("POST", "/_lab/clock/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/_lab/reset", HttpStatusCode.MethodNotAllowed)]
    [InlineData("OPTIONS", "/_lab/reset", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/_lab/clock", HttpStatusCode.MethodNotAllowed)]
    public async Task What_is_not_there_is_refused(string method, string path, HttpStatusCode expected)
    {
        var (status, answer) = await lab.SendAsync(method, path, "{}");

        Assert.Equal(expected, status);
        Assert.NotNull(JsonNode.Parse(answer)!["message"]);
    }

    // A page in a browser can send these to any address without asking, but no JSON.
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=\"application/json\"")]
    public async Task Only_JSON_changes_anything(string type)
    {
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await lab.SendAsync("POST", "/_lab/clock", """{"freeze":true}""", type)).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await lab.SendAsync("POST", "/_lab/reset", null)).Status);
        Assert.False((bool)(await lab.GetAsync("clock"))["frozen"]!);
    }

    [Theory]
    [InlineData("http://s3.us-east-1.amazonaws.com/")]
    [InlineData("http://ec2.eu-west-1.amazonaws.com/")]
    [InlineData("http://_lab.s3.localhost/")]
    [InlineData("http://clock.localhost/")]
    public async Task Under_the_names_of_AWS_it_is_not_there(string address)
    {
        using var aws = LabClient.Of(cloud, address);

        Assert.NotEqual(HttpStatusCode.OK, (await aws.SendAsync("POST", "/_lab/clock", """{"freeze":true}""")).Status);
        Assert.False((bool)(await lab.GetAsync("clock"))["frozen"]!);
    }
}
