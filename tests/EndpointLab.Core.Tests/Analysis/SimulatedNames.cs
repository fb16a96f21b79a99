using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace EndpointLab.Core.Tests.Analysis;

/// <summary>What decides names in a VPC, made as it stands on the wire: there is no SDK here for Route 53 and its Resolver.</summary>
internal static class SimulatedNames
{
    private static readonly XNamespace Route53 = "https://route53.amazonaws.com/doc/2013-04-01/";

    /// <summary>Makes a private hosted zone, and gives its id.</summary>
    public static async Task<string> CreateZoneAsync(this SimulatedNetwork network, string name, string vpcId)
    {
        var made = XElement.Parse(await network.SendAsync(
            "route53", "POST", "https://route53.amazonaws.com/2013-04-01/hostedzone", "text/xml",
            $"<CreateHostedZoneRequest><Name>{name}</Name><VPC><VPCRegion>{network.Session.Region}</VPCRegion><VPCId>{vpcId}</VPCId></VPC>"
            + $"<CallerReference>{Guid.NewGuid()}</CallerReference></CreateHostedZoneRequest>"));
        return made.Element(Route53 + "HostedZone")!.Element(Route53 + "Id")!.Value.Split('/')[^1];
    }

    public static Task AddAddressAsync(this SimulatedNetwork network, string zoneId, string name, string address) => network.SendAsync(
        "route53", "POST", $"https://route53.amazonaws.com/2013-04-01/hostedzone/{zoneId}/rrset/", "text/xml",
        "<ChangeResourceRecordSetsRequest><ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet>"
        + $"<Name>{name}</Name><Type>A</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>{address}</Value></ResourceRecord>"
        + "</ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>");

    /// <summary>Has a VPC's DNS firewall block names.</summary>
    /// <param name="response">NXDOMAIN, NODATA, or OVERRIDE by a host on the internet.</param>
    public static async Task<(string AssociationId, string RuleGroupId)> BlockNameAsync(
        this SimulatedNetwork network, string domain, string response, string vpcId)
    {
        var made = await network.ResolverAsync("CreateFirewallDomainList", "FirewallDomainList", new() { ["Name"] = "blocked" });
        var list = (string)made["Id"]!;
        await network.ResolverAsync("UpdateFirewallDomains", null, new()
        {
            ["FirewallDomainListId"] = list, ["Operation"] = "ADD", ["Domains"] = new JsonArray(JsonValue.Create(domain)),
        });
        made = await network.ResolverAsync("CreateFirewallRuleGroup", "FirewallRuleGroup", new() { ["Name"] = "group" });
        var group = (string)made["Id"]!;
        JsonObject rule = new()
        {
            ["FirewallRuleGroupId"] = group, ["FirewallDomainListId"] = list, ["Priority"] = 100, ["Action"] = "BLOCK", ["Name"] = "block",
            ["BlockResponse"] = response,
        };
        if (response is "OVERRIDE")
        {
            (rule["BlockOverrideDomain"], rule["BlockOverrideDnsType"], rule["BlockOverrideTtl"]) = ("wall.example.com", "CNAME", 60);
        }

        await network.ResolverAsync("CreateFirewallRule", null, rule);
        var association = (string)(await network.ResolverAsync("AssociateFirewallRuleGroup", "FirewallRuleGroupAssociation", new()
        {
            ["FirewallRuleGroupId"] = group, ["VpcId"] = vpcId, ["Priority"] = 200, ["Name"] = "it",
        }))["Id"]!;
        return (association, group);
    }

    /// <summary>Reads what Route 53 has at a path.</summary>
    public static async Task<XElement> Route53Async(this SimulatedNetwork network, string path) =>
        XElement.Parse(await network.SendAsync("route53", "GET", $"https://route53.amazonaws.com/2013-04-01/{path}", "text/xml", ""));

    /// <summary>Calls an action of Route 53 Resolver.</summary>
    /// <param name="result">The part of the answer that is wanted; null for all.</param>
    public static async Task<JsonNode> ResolverAsync(this SimulatedNetwork network, string action, string? result, JsonObject parameters)
    {
        if (!action.StartsWith("List", StringComparison.Ordinal))
        {
            parameters["CreatorRequestId"] ??= $"{Guid.NewGuid()}";
        }

        var answer = JsonNode.Parse(await network.SendAsync(
            "route53resolver", "POST", $"https://route53resolver.{network.Session.Region}.amazonaws.com/", "application/x-amz-json-1.1",
            parameters.ToJsonString(), $"Route53Resolver.{action}"))!;
        return result is null ? answer : answer[result]!;
    }

    private static async Task<string> SendAsync(
        this SimulatedNetwork network, string service, string method, string url, string type, string body, string? target = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Parse(method), url)
        {
            Content = new StringContent(body, new MediaTypeHeaderValue(type)),
        };
        request.Headers.Add("X-Amz-Target", target is null ? [] : [target]);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256",
            $"Credential={network.Session.AccountId}/20260101/{network.Session.Region}/{service}/aws4_request, "
                + "SignedHeaders=host, Signature=0");
        using var response = await network.Http.SendAsync(request, SimulatedNetwork.Cancel);
        var answer = await response.Content.ReadAsStringAsync(SimulatedNetwork.Cancel);
        Assert.True(response.IsSuccessStatusCode, answer);
        return answer;
    }
}
