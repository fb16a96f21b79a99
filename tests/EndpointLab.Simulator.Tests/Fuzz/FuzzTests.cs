using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using EndpointLab.Simulator.Ec2;
using EndpointLab.Simulator.Iam;
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

    public static TheoryData<int> Seeds { get; } = Environment.GetEnvironmentVariable("ENDPOINTLAB_FUZZ_SEEDS")
        is { } range && range.Split('-').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToList() is [var first, var last]
        ? [.. Enumerable.Range(first, last - first + 1)]
        : [1, 2];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_action_of_EC2_answers_anything(int seed)
    {
        Dice dice = new(seed);
        Cloud cloud = new(new() { Lifecycle = Lifecycle.Instant });
        var actions = Ec2Service.Actions.Keys.Order(StringComparer.Ordinal).ToList();
        var creations = actions.FindAll(name => name.StartsWith("Create", StringComparison.Ordinal));
        for (var step = 0; step < 6 * actions.Count; step++)
        {
            // What there is from the start, and each action in turn, but creations more often.
            var action = dice.Once(3) ? dice.Of(creations) : actions[step % actions.Count];
            var isFirst = step < actions.Count && action.StartsWith("Describe", StringComparison.Ordinal);
            var body = isFirst ? $"Action={action}" : Ec2Requests.Random(action, dice);
            var request = $"seed {seed}, step {step}: {body}";
            var (status, answer) = await SendAsync(cloud, "POST", "https://ec2.us-east-1.amazonaws.com/", "ec2", [], body, request);
            var xml = XElement.Parse(answer);
            if (status == 200)
            {
                Assert.EndsWith("Response", xml.Name.LocalName, StringComparison.Ordinal);
                dice.Known.AddRange(Id().Matches(answer).Select(id => id.Value).Distinct().Except(dice.Known).ToList());
            }
            else
            {
                var code = xml.Element("Errors")?.Element("Error")?.Element("Code")?.Value;
                Assert.True(code is { Length: > 0 }, $"{request}\n{answer}");
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
            var method = dice.Of(Samples.S3Methods);
            var target = string.Concat(dice.Garbled($"{dice.Of(Samples.S3Paths)}?{dice.Of(Samples.S3Queries)}")
                .Select(one => one is > ' ' and < '\x7f' and not '#' ? $"{one}" : Uri.EscapeDataString($"{one}")));
            var headers = Samples.S3Headers.Where(_ => dice.Once(5))
                .Select(header => (header.Name, dice.Once(8) ? dice.Text("") : dice.Of(header.Values)))
                .ToList();
            var body = dice.Garbled(dice.Of(Samples.S3Bodies));
            var request = $"seed {seed}, step {step}: {method} /{target}\n{string.Join('\n', headers)}\n{body}";
            var (_, answer) = await SendAsync(
                cloud, method, "https://s3.amazonaws.com/" + target, "s3", headers, body, request, allowed: 501);
            if (answer.StartsWith("<?xml", StringComparison.Ordinal))
                WellFormed(answer, request);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task IAM_and_STS_answer_anything(int seed)
    {
        Dice dice = new(seed);
        Cloud cloud = new();
        var actions = IamService.ActionNames.Order(StringComparer.Ordinal).ToList();
        var creations = actions.FindAll(name => name.StartsWith("Create", StringComparison.Ordinal));
        for (var step = 0; step < 6 * actions.Count; step++)
        {
            var action = dice.Once(4) ? dice.Of(creations) : actions[step % actions.Count];
            await QueryAsync("iam", $"Action={action}");
            if (dice.Once(6))
                await QueryAsync("sts", "Action=AssumeRole");
        }

        async Task QueryAsync(string service, string start)
        {
            var named = Samples.IamParameters.Where(_ => !dice.Once(3)).Select(one =>
                $"{one.Name}={Uri.EscapeDataString(dice.Once(8) ? dice.Text(one.Name) : dice.Of(one.Values))}");
            var form = string.Join('&', named.Prepend(start));
            if (dice.Once(8))
                form = dice.Garbled(form);
            var request = $"seed {seed}: {form}";
            var (_, xml) = await SendAsync(cloud, "POST", $"https://{service}.amazonaws.com/", service, [], form, request);
            WellFormed(xml, request);
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
            var body = dice.Garbled(dice.Of(Samples.SsmBodies));
            var request = $"seed {seed}, step {step}: {target} {body}";
            var (_, json) = await SendAsync(
                cloud, "POST", "https://ssm.us-east-1.amazonaws.com/", "ssm", [("X-Amz-Target", target)], body, request);
            Assert.NotNull(JsonNode.Parse(json));

            var query = dice.Garbled("Action=GetCallerIdentity&Version=2011-06-15");
            var (_, xml) = await SendAsync(
                cloud, "POST", "https://sts.us-east-1.amazonaws.com/", "sts", [], query, $"seed {seed}, step {step}: {query}");
            WellFormed(xml, query);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_services_of_names_and_keys_answer_anything(int seed)
    {
        Dice dice = new(seed);
        Cloud cloud = new();
        for (var step = 0; step < 300; step++)
        {
            var (service, action, parameters) = dice.Of(Samples.JsonRequests);
            var target = dice.Garbled((service is "kms" ? "TrentService." : "Route53Resolver.") + action);
            var body = dice.Garbled(parameters);
            var sent = $"seed {seed}, step {step}: {target} {body}";
            var (_, json) = await SendAsync(
                cloud, "POST", $"https://{service}.us-east-1.amazonaws.com/", service, [("X-Amz-Target", target)], body, sent);
            Assert.True(json is "" || JsonNode.Parse(json) is not null);

            var path = string.Concat(dice.Garbled(dice.Of(Samples.Route53Paths))
                .Select(one => one is > ' ' and < '\x7f' and not '#' ? $"{one}" : Uri.EscapeDataString($"{one}")));
            var method = dice.Of(["GET", "POST", "DELETE"]);
            var xml = dice.Garbled(dice.Of(Samples.Route53Bodies));
            var request = $"seed {seed}, step {step}: {method} {path} {xml}";
            var (_, answer) = await SendAsync(
                cloud, method, "https://route53.amazonaws.com/2013-04-01/" + path, "route53", [], xml, request);
            WellFormed(answer, request);
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
            var sent = string.Concat(Enumerable.Range(0, dice.Of([1, 1, 2])).Select(_ => dice.Garbled(dice.Of(Samples.HttpRequests))));
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, server.Port, Cancel);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(sent), Cancel);
            client.Client.Shutdown(SocketShutdown.Send);
            using StreamReader reader = new(stream, Encoding.Latin1);
            var answer = await reader.ReadToEndAsync(Cancel).WaitAsync(Patience, Cancel);
            var isAnswered = answer.Length == 0 || answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal);
            Assert.True(
                isAnswered && !answer.Contains("HTTP/1.1 500", StringComparison.Ordinal), $"seed {seed}, step {step}: {sent}\n{answer}");
        }
    }

    private static async Task<(int Status, string Answer)> SendAsync(
        Cloud cloud,
        string method,
        string uri,
        string service,
        IEnumerable<(string Name, string Value)> headers,
        string body,
        string request,
        int allowed = 0)
    {
        CloudRequest sent = new(
            method,
            new(uri, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }),
            new(StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetBytes(body));
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
