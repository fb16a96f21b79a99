using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EndpointLab.Simulator.Tests.StateMachine;

/// <summary>The resources of a story, among which steps choose by numbers, and their names for whoever reads it.</summary>
internal sealed partial class Cast
{
    private readonly Dictionary<string, List<string>> met = [];

    /// <summary>The ids of a kind, such as vpce, in a snapshot.</summary>
    public static List<string> In(Snapshot now, string kind) =>
        [.. Ids().Matches(now.Text).Where(match => match.Groups[1].Value == kind).Select(match => match.Value).Distinct()];

    public static IEnumerable<string> IdsIn(string text) => Ids().Matches(text).Select(match => match.Value).Distinct();

    /// <summary>Remembers who comes up in a text.</summary>
    public void Meet(string text)
    {
        foreach (Match match in Ids().Matches(text))
        {
            var known = met.TryGetValue(match.Groups[1].Value, out var list) ? list : met[match.Groups[1].Value] = [];
            if (!known.Contains(match.Value))
                known.Add(match.Value);
        }
    }

    /// <summary>Chooses what a step is about, mostly among what there is, and sometimes among what there was.</summary>
    public string Choose(string what, Snapshot now) => Choice().Replace(what, match =>
    {
        var (kind, number) = (match.Groups[1].Value, int.Parse(match.Groups[2].Value));
        IReadOnlyList<string> found = kind switch
        {
            "connection" =>
                [.. now.Connections.Select(one => $"ServiceId={one.Text("serviceId")}&VpcEndpointId.1={one.Text("vpcEndpointId")}")],
            "gateway" or "interface" or "appliance" => Typed(now.Endpoints, "vpcEndpointType", kind, "vpcEndpointId"),
            "network" or "walls" => Typed(now.Services, "serviceType", kind, "serviceId"),
            _ when number % 10 == 9 => met.GetValueOrDefault(kind) ?? [],
            _ => In(now, kind),
        };
        return found.Count > 0 ? found[number / 10 % found.Count]
            : kind is "connection" ? "ServiceId=vpce-svc-0123456789abcdef0&VpcEndpointId.1=vpce-0123456789abcdef0"
            : kind is "gateway" or "interface" or "appliance" ? "vpce-0123456789abcdef0"
            : kind is "network" or "walls" ? "vpce-svc-0123456789abcdef0"
            : kind + "-0123456789abcdef0";
    });

    /// <summary>A text with the ids replaced by names, in the order in which they came up.</summary>
    public string Names(string text) => Ids().Replace(text, match =>
        met.GetValueOrDefault(match.Groups[1].Value)?.IndexOf(match.Value) is >= 0 and var index
            ? $"{match.Groups[1].Value}#{index}"
            : match.Value);

    private static List<string> Typed(IEnumerable<XElement> resources, string field, string kind, string id)
    {
        var type = kind is "gateway" ? "Gateway" : kind is "interface" or "network" ? "Interface" : "GatewayLoadBalancer";
        return [.. resources.Where(one => one.Text(field) == type).Select(one => one.Text(id))];
    }

    [GeneratedRegex(@"\b(vpce-svc|vpce-nfn|vpce|vpc|subnet|rtb|sg|eni|pl)-(?:[0-9a-f]{17}|[0-9a-f]{8})\b")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\{([a-z-]+) ([0-9]+)\}")]
    private static partial Regex Choice();
}
