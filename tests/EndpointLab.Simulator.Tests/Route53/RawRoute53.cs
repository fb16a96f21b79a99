using System.Net.Http.Headers;
using System.Xml.Linq;

namespace EndpointLab.Simulator.Tests.Route53;

/// <summary>Requests to Route 53 as they stand on the wire.</summary>
internal sealed class RawRoute53(HttpClient http)
{
    private const string Root = "https://route53.amazonaws.com/2013-04-01/";

    public static string Vpc(string id, string region = "us-east-1") =>
        $"<VPC><VPCRegion>{region}</VPCRegion><VPCId>{id}</VPCId></VPC>";

    public static string Change(string action, string name, string type, string content) =>
        $"<Change><Action>{action}</Action><ResourceRecordSet><Name>{name}</Name><Type>{type}</Type>{content}</ResourceRecordSet></Change>";

    public static string Values(params string[] values) =>
        "<TTL>60</TTL><ResourceRecords>"
        + string.Concat(values.Select(value => $"<ResourceRecord><Value>{value}</Value></ResourceRecord>"))
        + "</ResourceRecords>";

    /// <summary>Makes a zone, and gives its id.</summary>
    public async Task<string> CreateZone(string name, string vpc)
    {
        var answer = await Send("POST", "hostedzone", 201, Zone(name, vpc));
        return answer.Element("HostedZone")!.Element("Id")!.Value.Replace("/hostedzone/", "", StringComparison.Ordinal);
    }

    public static string Zone(string name, string vpc, string? reference = null) =>
        $"<CreateHostedZoneRequest><Name>{name}</Name>{Vpc(vpc)}<CallerReference>{reference ?? Guid.NewGuid().ToString()}</CallerReference>"
        + "<HostedZoneConfig><Comment>ours</Comment></HostedZoneConfig></CreateHostedZoneRequest>";

    public Task<XElement> ChangeRecords(string zone, params string[] changes) =>
        Send("POST", $"hostedzone/{zone}/rrset/", 200, Batch(changes));

    public static string Batch(params string[] changes) =>
        $"<ChangeResourceRecordSetsRequest><ChangeBatch><Changes>{string.Concat(changes)}</Changes></ChangeBatch>"
        + "</ChangeResourceRecordSetsRequest>";

    /// <summary>Sends what must be refused with a code, and gives the message.</summary>
    public async Task<string> Refused(string code, int status, string method, string path, string body = "")
    {
        var error = (await Send(method, path, status, body)).Element("Error")!;
        Assert.Equal(code, error.Element("Code")!.Value);
        return error.Element("Message")!.Value;
    }

    public async Task<XElement> Send(string method, string path, int status = 200, string body = "", string account = "AKID")
    {
        using HttpRequestMessage request = new(HttpMethod.Parse(method), Root + path) { Content = new StringContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256", $"Credential={account}/20260101/us-east-1/route53/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await http.SendAsync(request, Simulated.Cancel);
        var answer = XElement.Parse(await response.Content.ReadAsStringAsync(Simulated.Cancel));
        Assert.True(status == (int)response.StatusCode, answer.ToString());
        foreach (var one in answer.DescendantsAndSelf())
            one.Name = one.Name.LocalName;
        return answer;
    }
}
