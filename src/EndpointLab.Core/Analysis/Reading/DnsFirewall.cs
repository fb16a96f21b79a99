using System.Text.Json;
using System.Text.Json.Nodes;

namespace EndpointLab.Analysis;

/// <summary>Calls Route 53 Resolver about its DNS firewall.</summary>
internal static class DnsFirewall
{
    public static async Task<JsonNode> CallAsync(LabOperation lab, string action, string target, JsonObject parameters)
    {
        foreach (var absent in parameters.Where(parameter => parameter.Value is null).Select(parameter => parameter.Key).ToList())
        {
            parameters.Remove(absent);
        }

        var request = SignedRequest.Json(
            lab.Session, SignedService.Resolver, $"Route53Resolver.{action}", JsonSerializer.SerializeToUtf8Bytes(parameters));
        return JsonNode.Parse((await lab.Signed(action, request, target)).Body)!;
    }
}
