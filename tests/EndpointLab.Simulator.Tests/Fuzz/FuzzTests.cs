using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using EndpointLab.Simulator.Ec2;
using EndpointLab.Simulator.Wire;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Fuzz;

/// <summary>
/// Whatever a client sends gets an answer of AWS's form, and never a server's failure. Each seed is a case of its own: those in
/// ENDPOINTLAB_FUZZ_SEEDS ("100-199"), or a few.
/// </summary>
public sealed partial class FuzzTests
{
    /// <summary>Far longer than any answer takes: what isn't there by then hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string[] S3Methods = ["GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH"];

    private static readonly string[] S3Paths = ["", "fuzz-bucket", "fuzz-bucket/", "fuzz-bucket/a", "fuzz-bucket/a%2Fb//../c", "other-bucket/a", "A"];

    private static readonly string[] S3Queries =
    [
        "", "", "policy", "tagging", "location", "list-type=2", "delete", "versioning", "uploads", "list-type=2&prefix=a&delimiter=/&max-keys=1",
        "list-type=2&continuation-token=YQ==", "max-keys=-1", "marker=a&encoding-type=url", "versionId=1", "response-content-type=x", "max-buckets=0",
    ];

    private static readonly string[] S3Bodies =
    [
        "", "text", "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>",
        "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>", "<Delete><Object><Key>a</Key></Object><Quiet>x</Quiet></Delete>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><Delete>&b;</Delete>", "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":"
        + "{\"AWS\":\"*\"},\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::fuzz-bucket/*\",\"Condition\":{\"Bool\":{\"a\":\"b\"}}}]}",
        "4;chunk-signature=0\r\ntext\r\n0;chunk-signature=0\r\nx-amz-checksum-crc32:O8fYKQ==\r\n\r\n", "ffffffff\r\n", "-1\r\n\r\n",
    ];

    private static readonly (string Name, string[] Values)[] S3Headers =
    [
        ("x-amz-content-sha256", ["UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "0"]),
        ("x-amz-trailer", ["x-amz-checksum-crc32", ""]), ("x-amz-decoded-content-length", ["4", "-1", "x"]), ("Content-MD5", ["1B2M2Y8AsgTpgAmY7PhCfg==", "x", ""]),
        ("Range", ["bytes=0-0", "bytes=-0", "bytes=5-", "bytes=9-1", "bytes=999999999999999999-", "x"]), ("If-Match", ["*", "\"x\""]),
        ("If-None-Match", ["*", "\"x\"", ""]), ("If-Modified-Since", ["Thu, 01 Jan 2026 00:00:00 GMT", "yesterday", "9999-12-31T23:59:59-14:00"]),
        ("x-amz-copy-source", ["/fuzz-bucket/a", "fuzz-bucket/%zz", "/", "x"]), ("x-amz-checksum-crc32", ["AAAAAA==", "x"]),
        ("x-amz-checksum-algorithm", ["CRC32", "SHA1", "x"]), ("x-amz-expected-bucket-owner", ["123456789012", "x"]),
        ("x-amz-meta-a", ["b", "\u00e9", "\u0001"]), ("Content-Encoding", ["aws-chunked", "gzip,aws-chunked", ","]), ("Content-Type", ["", "a/b", "\u0001"]),
        ("X-EndpointLab-From", ["203.0.113.10", "eni-0123456789abcdef0", "x", "::1"]), ("Expires", ["0"]),
    ];

    private static readonly string[] SsmBodies =
    [
        "{\"Name\":\"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64\"}", "{\"Names\":[\"/a\",null,\"/b\"]}", "{\"Names\":[]}",
        "{\"Path\":\"/aws/service/ami-amazon-linux-latest\",\"Recursive\":true,\"NextToken\":\"x\"}", "{}", "null", "", "{\"Path\":\"\"}",
    ];

    private static readonly string[] HttpRequests =
    [
        "GET /?Action=DescribeVpcs HTTP/1.1\r\nHost: ec2.us-east-1.amazonaws.com\r\nConnection: close\r\n\r\n",
        "PUT /bucket/key?x=%41 HTTP/1.1\r\nHost: localhost:4566\r\nContent-Length: 5\r\nx-amz-meta-a: b\r\n\r\nhello",
        "PUT /b/k HTTP/1.1\r\nHost: s3.amazonaws.com\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\na: b\r\n\r\n",
        "POST http://sts.amazonaws.com/ HTTP/1.1\r\nHost: sts.amazonaws.com\r\nExpect: 100-continue\r\nContent-Length: 24\r\n\r\nAction=GetCallerIdentity",
        "POST /_lab/connect HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
        "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/ssm/aws4_request, Signature=0\r\n\r\n",
    ];

    public static TheoryData<int> Seeds { get; } = Environment.GetEnvironmentVariable("ENDPOINTLAB_FUZZ_SEEDS")?.Split('-') is [var from, var to]
        ? [.. Enumerable.Range(int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture) - int.Parse(from, CultureInfo.InvariantCulture) + 1)]
        : [1, 2];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_action_of_EC2_answers_anything(int seed)
    {
        Dice dice = new(seed);
        Cloud cloud = new(new() { Lifecycle = Lifecycle.Instant });
        var actions = Ec2Service.Actions.Keys.Order(StringComparer.Ordinal).ToList();
        for (var step = 0; step < 6 * actions.Count; step++)
        {
            // What there is from the start, and each action in turn, but creations more often.
            var action = dice.Once(3) ? dice.Of(actions.FindAll(name => name.StartsWith("Create", StringComparison.Ordinal))) : actions[step % actions.Count];
            var isFirst = step < actions.Count && action.StartsWith("Describe", StringComparison.Ordinal);
            var body = isFirst ? $"Action={action}" : Ec2Requests.Random(action, dice);
            var (status, answer) = await SendAsync(cloud, "POST", "https://ec2.us-east-1.amazonaws.com/", "ec2", [], body, $"seed {seed}, step {step}: {body}");
            var xml = XElement.Parse(answer);
            if (status == 200)
            {
                Assert.EndsWith("Response", xml.Name.LocalName, StringComparison.Ordinal);
                dice.Known.AddRange(Id().Matches(answer).Select(id => id.Value).Distinct().Except(dice.Known).ToList());
            }
            else
            {
                Assert.True(xml.Element("Errors")?.Element("Error")?.Element("Code")?.Value is { Length: > 0 }, $"seed {seed}, step {step}: {body}\n{answer}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task S3_answers_anything(int seed)
    {
        Dice dice = new(seed);
        Cloud cloud = new();
        await SendAsync(cloud, "PUT", "https://s3.amazonaws.com/fuzz-bucket", "s3", [], "", "");
        for (var step = 0; step < 500; step++)
        {
            var method = dice.Of(S3Methods);
            var target = string.Concat(dice.Garbled($"{dice.Of(S3Paths)}?{dice.Of(S3Queries)}")
                .Select(one => one is > ' ' and < '\x7f' and not '#' ? $"{one}" : Uri.EscapeDataString($"{one}")));
            var headers = S3Headers.Where(_ => dice.Once(5)).Select(header => (header.Name, dice.Once(8) ? dice.Text("") : dice.Of(header.Values))).ToList();
            var body = dice.Garbled(dice.Of(S3Bodies));
            var request = $"seed {seed}, step {step}: {method} /{target}\n{string.Join('\n', headers)}\n{body}";
            var (_, answer) = await SendAsync(cloud, method, "https://s3.amazonaws.com/" + target, "s3", headers, body, request, allowed: 501);
            if (answer.StartsWith("<?xml", StringComparison.Ordinal))
                WellFormed(answer, request);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task SSM_and_STS_answer_anything(int seed)
    {
        Dice dice = new(seed);
        Cloud cloud = new();
        for (var step = 0; step < 300; step++)
        {
            var target = dice.Garbled("AmazonSSM." + dice.Of(["GetParameter", "GetParameters", "GetParametersByPath", "PutParameter"]));
            var body = dice.Garbled(dice.Of(SsmBodies));
            var request = $"seed {seed}, step {step}: {target} {body}";
            var (_, json) = await SendAsync(cloud, "POST", "https://ssm.us-east-1.amazonaws.com/", "ssm", [("X-Amz-Target", target)], body, request);
            Assert.NotNull(JsonNode.Parse(json));

            var query = dice.Garbled("Action=GetCallerIdentity&Version=2011-06-15");
            var (_, xml) = await SendAsync(cloud, "POST", "https://sts.us-east-1.amazonaws.com/", "sts", [], query, $"seed {seed}, step {step}: {query}");
            WellFormed(xml, query);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_connection_that_carries_anything_is_answered_or_closed(int seed)
    {
        Dice dice = new(seed);
        await using var server = LoopbackServer.Start(new Cloud(), port: 0);
        for (var step = 0; step < 200; step++)
        {
            var sent = string.Concat(Enumerable.Range(0, dice.Of([1, 1, 2])).Select(_ => dice.Garbled(dice.Of(HttpRequests))));
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, server.Port, Cancel);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(sent), Cancel);
            client.Client.Shutdown(SocketShutdown.Send);
            using StreamReader reader = new(stream, Encoding.Latin1);
            var answer = await reader.ReadToEndAsync(Cancel).WaitAsync(Patience, Cancel);
            Assert.True(
                answer.Length == 0 || (answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && !answer.Contains("HTTP/1.1 500", StringComparison.Ordinal)),
                $"seed {seed}, step {step}: {sent}\n{answer}");
        }
    }

    private static async Task<(int Status, string Answer)> SendAsync(
        Cloud cloud, string method, string uri, string service, IEnumerable<(string Name, string Value)> headers, string body, string request, int allowed = 0)
    {
        CloudRequest sent = new(
            method, new(uri, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }), new(StringComparer.OrdinalIgnoreCase), Encoding.UTF8.GetBytes(body));
        foreach (var (name, value) in headers)
            sent.Headers[name] = value;
        sent.Headers["Authorization"] = $"AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/{service}/aws4_request, Signature=0";
        try
        {
            var response = await Task.Run(async () => await cloud.AnswerAsync(sent, Cancel), Cancel).WaitAsync(Patience, Cancel);
            if (response.IsDropped)
                return (0, "");
            var status = (int)response.Status;
            Assert.True(status < 500 || status == allowed, $"{status} for {request}");
            return (status, Encoding.UTF8.GetString(response.Body));
        }
        catch (Exception e) when (e is not (Xunit.Sdk.IAssertionException or OperationCanceledException))
        {
            Assert.Fail($"{e}\nfor {request}");
            throw;
        }
    }

    private static void WellFormed(string answer, string request)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(answer), new() { CheckCharacters = false });
            Assert.NotNull(XElement.Load(reader));
        }
        catch (XmlException e)
        {
            Assert.Fail($"{e.Message} for {request}\n{answer}");
        }
    }

    [GeneratedRegex("[a-z]+(-[a-z]+)*-[0-9a-f]{17}")]
    private static partial Regex Id();
}
