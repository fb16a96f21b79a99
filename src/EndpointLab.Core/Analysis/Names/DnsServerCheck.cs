namespace EndpointLab.Analysis;

/// <summary>Who answers the questions of a VPC's instances.</summary>
internal sealed class DnsServerCheck(PathAnalyser paths, NameQuery query, NameNotes notes)
{
    private const int DnsPort = 53;

    private NetworkModel Model => paths.Model;

    /// <summary>Who answers the client's questions: the first server that answers at all.</summary>
    public DnsServer Find(VpcModel vpc)
    {
        if (!Model.Has(ModelPart.DhcpOptions) || !Model.Has(ModelPart.Vpcs))
        {
            notes.Doubt(ModelPart.DhcpOptions);
            return DnsServer.Amazon;
        }

        var options = Model.DhcpOptions.FirstOrDefault(options => options.Id == vpc.DhcpOptionsId);
        if (options is null or { DomainNameServers: [] })
        {
            Stop(vpc, options?.Id ?? vpc.Id, [$"{options?.Id ?? vpc.Id} names no DNS server, so nothing resolves names."]);
            return DnsServer.Amazon;
        }

        List<string> silent = [];
        foreach (var server in options.DomainNameServers)
        {
            if (!IpAddress.TryParse(server, out var address) || AmazonAddresses.IsAmazonDns(vpc, address))
            {
                notes.Show(vpc.Id, $"Amazon's DNS of {vpc.Id}");
                Warn(options, silent);
                return DnsServer.Amazon;
            }

            var reach = paths.Analyse(new(query.From, AddressSet.Of(address), DnsPort) { Protocol = IpProtocol.Udp });
            if (reach.Verdict is Verdict.Blocked or Verdict.Intermittent)
            {
                var reasons = string.Join(' ', reach.Findings.Select(finding => finding.Reason));
                silent.Add($"The DNS server {server} of {options.Id} can't be reached: {reasons}");
                continue;
            }

            notes.Show(options.Id, $"the DNS server {server} of {options.Id}", reach.Verdict is Verdict.Unknown ? null : true);
            Warn(options, silent);
            if (reach.Verdict is Verdict.Unknown || AmazonAddresses.PrivateOf(address.IsIpv6).Contains(address.Value))
            {
                notes.Doubt($"What the DNS server {server} of {options.Id} answers is not shown by configuration.", reach.Unread);
                return DnsServer.Amazon;
            }

            return DnsServer.Public;
        }

        Stop(vpc, options.Id, silent);
        return DnsServer.Amazon;
    }

    private void Warn(DhcpOptionsModel options, List<string> silent)
    {
        if (silent.Count > 0)
        {
            notes.Add(Finding(options.Id, silent) with
            {
                Effect = FindingEffect.Warns,
                Advice = "Remove the server that doesn't answer from the DHCP options: each look-up waits for it first.",
            });
        }
    }

    private void Stop(VpcModel vpc, string optionsId, List<string> reasons)
    {
        notes.Show(optionsId, $"{optionsId} names no DNS server that answers", false);
        notes.Add(Finding(optionsId, reasons) with { Fix = [new UseAmazonDns(vpc.Id)] });
    }

    private static TraceFinding Finding(string optionsId, List<string> reasons) => new()
    {
        Cause = Cause.CustomDns,
        Layer = PathLayer.Name,
        ResourceId = optionsId,
        Rule = "domain-name-servers",
        Reason = string.Join(' ', reasons),
        Source = AwsPages.DhcpOptions,
    };
}

internal enum DnsServer
{
    Amazon,
    Public,
}
