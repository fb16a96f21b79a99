using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Explains connections of TCP by what Describe calls tell.</summary>
public static class PathTraces
{
    /// <param name="from">An instance, a network interface, a subnet, an address or <c>internet</c>.</param>
    /// <param name="to">An instance, a network interface, an endpoint, an address, a service, a DNS name or <c>internet</c>.</param>
    /// <exception cref="LabException">There is no such thing, or both are on the internet.</exception>
    public static async Task<PathTrace> TraceAsync(LabOperation lab, string from, string to, int port)
    {
        var source = await TraceSource.FindAsync(lab, from);
        var target = await TraceTarget.FindAsync(lab, to);
        string[] vpcs = [.. new[] { source.Place?.VpcId, target.VpcId }.OfType<string>().Distinct()];
        if (vpcs.Length == 0 && target.Address is { } address)
        {
            vpcs = [.. await VpcsOfAsync(lab, address)];
        }

        var model = vpcs.Length > 0 ? await NetworkReader.ReadAsync(lab, vpcs) : throw new LabException(
            ErrorId.InvalidArgument,
            $"Neither {from} nor {to} is in a VPC.",
            "Name an instance, a network interface, a subnet or an endpoint for one of them.",
            to);
        var found = new RequestAnalyser(model).Analyse(source.In(model), target, port);
        return new()
        {
            AccountId = lab.Session.AccountId,
            Region = lab.Session.Region,
            SessionId = lab.Session.SessionId,
            From = from,
            To = to,
            Port = port,
            Address = found.To.IsEmpty ? null : $"{found.To}",
            Verdict = found.Verdict,
            Path = [.. found.Names?.Path ?? [], .. found.Path?.Path ?? []],
            Findings = [.. found.Findings],
            Via = found.Path?.Via,
            Unread = [.. (found.Names?.Unread ?? []).Concat(found.Path?.Unread ?? []).Distinct()],
            Assumptions = [.. (found.Names?.Assumptions ?? []).Concat(found.Path?.Assumptions ?? []).Distinct()],
        };
    }

    /// <summary>The VPC that has an address, as the internet knows it.</summary>
    private static async Task<IEnumerable<string>> VpcsOfAsync(LabOperation lab, IpAddress address)
    {
        var found = await NetworkInterfaces.GetAsync(
            lab, ResourceQuery.Where(address.IsIpv6 ? "ipv6-addresses.ipv6-address" : "association.public-ip", $"{address}"));
        return found.Select(one => one.VpcId).Distinct();
    }
}
