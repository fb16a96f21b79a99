namespace EndpointLab.Analysis;

/// <summary>One look-up of a name.</summary>
internal sealed partial class NameLookup(PathAnalyser paths, PublicNames names, NameQuery query)
{
    private const int DnsPort = 53;

    private readonly string name = query.Name.ToLowerInvariant().TrimEnd('.');
    private readonly List<Hop> hops = [];
    private readonly List<TraceFinding> findings = [];
    private readonly List<UnreadConfiguration> unread = [];
    private readonly List<string> assumptions = [];
    private bool isUnknown;

    private NetworkModel Model => paths.Model;

    public NameAnalysis Tell()
    {
        var vpc = query.From.Interface is { } from ? VpcOf(from) : null;
        var server = vpc is null ? DnsServer.Public : ServerOf(vpc);
        var meaning = vpc is not null && server is DnsServer.Amazon ? AskAmazon(vpc)
            : query.Over is { } over ? MissPrivateNames(over)
            : names.Find(name, vpcId: null, query.BucketRegion);
        if (meaning.Assumption is { } assumption)
        {
            assumptions.Add(assumption);
        }

        var chosen = Choose(meaning);
        var stopped = findings.Exists(finding => finding.Effect is FindingEffect.Blocks);
        return new(name, meaning.Ipv4, meaning.Ipv6)
        {
            Chosen = chosen,
            Endpoint = meaning.Endpoint,
            Verdict = stopped ? Verdict.Blocked : isUnknown ? Verdict.Unknown : Verdict.Reachable,
            Path = hops,
            Findings = findings,
            Unread = unread,
            Assumptions = assumptions,
        };
    }

    /// <summary>What is known of the client's VPC.</summary>
    private VpcModel VpcOf(InterfaceModel from)
    {
        if (Model.Vpcs.FirstOrDefault(vpc => vpc.Id == from.VpcId) is { } known)
        {
            return known;
        }

        Doubt(ModelPart.Vpcs);
        return new(from.VpcId, []);
    }

    /// <summary>Who answers the client's questions: the first server that answers at all.</summary>
    private DnsServer ServerOf(VpcModel vpc)
    {
        if (!Model.Has(ModelPart.DhcpOptions) || !Model.Has(ModelPart.Vpcs))
        {
            Doubt(ModelPart.DhcpOptions);
            return DnsServer.Amazon;
        }

        var options = Model.DhcpOptions.FirstOrDefault(options => options.Id == vpc.DhcpOptionsId);
        if (options is null or { DomainNameServers: [] })
        {
            StopForServers(vpc, options?.Id ?? vpc.Id, [$"{options?.Id ?? vpc.Id} names no DNS server, so nothing resolves names."]);
            return DnsServer.Amazon;
        }

        List<string> silent = [];
        foreach (var server in options.DomainNameServers)
        {
            if (!IpAddress.TryParse(server, out var address) || AmazonAddresses.IsAmazonDns(vpc, address))
            {
                Show(vpc.Id, $"Amazon's DNS of {vpc.Id}");
                WarnOf(options, silent);
                return DnsServer.Amazon;
            }

            var reach = paths.Analyse(new(query.From, AddressSet.Of(address), DnsPort) { Protocol = IpProtocol.Udp });
            if (reach.Verdict is Verdict.Blocked or Verdict.Intermittent)
            {
                var reasons = string.Join(' ', reach.Findings.Select(finding => finding.Reason));
                silent.Add($"The DNS server {server} of {options.Id} can't be reached: {reasons}");
                continue;
            }

            Show(options.Id, $"the DNS server {server} of {options.Id}", reach.Verdict is Verdict.Unknown ? null : true);
            WarnOf(options, silent);
            if (reach.Verdict is Verdict.Unknown || AmazonAddresses.PrivateOf(address.IsIpv6).Contains(address.Value))
            {
                isUnknown = true;
                unread.AddRange(reach.Unread);
                assumptions.Add($"What the DNS server {server} of {options.Id} answers is not shown by configuration.");
                return DnsServer.Amazon;
            }

            return DnsServer.Public;
        }

        StopForServers(vpc, options.Id, silent);
        return DnsServer.Amazon;
    }

    private void WarnOf(DhcpOptionsModel options, List<string> silent)
    {
        if (silent.Count > 0)
        {
            findings.Add(OfServers(options.Id, silent, FindingEffect.Warns) with
            {
                Advice = "Remove the server that doesn't answer from the DHCP options: each look-up waits for it first.",
            });
        }
    }

    private void StopForServers(VpcModel vpc, string optionsId, List<string> reasons)
    {
        UseAmazonDns fix = new(vpc.Id);
        Show(optionsId, $"{optionsId} names no DNS server that answers", false);
        findings.Add(OfServers(optionsId, reasons, FindingEffect.Blocks) with { Advice = fix.Description, Fix = [fix] });
    }

    private static TraceFinding OfServers(string optionsId, List<string> reasons, FindingEffect effect) => new()
    {
        Cause = Cause.CustomDns,
        Layer = PathLayer.Name,
        Effect = effect,
        ResourceId = optionsId,
        Rule = "domain-name-servers",
        Reason = string.Join(' ', reasons),
        Source = AwsPages.DhcpOptions,
        Advice = "",
    };

    /// <summary>What Amazon's resolver in the VPC answers.</summary>
    private NameMeaning AskAmazon(VpcModel vpc)
    {
        if (vpc.EnableDnsSupport is null)
        {
            Doubt(ModelPart.DnsAttributes);
        }
        else if (vpc.EnableDnsSupport is false)
        {
            Stop(Cause.DnsSupportOff, vpc.Id, "enableDnsSupport",
                $"enableDnsSupport of {vpc.Id} is off, so Amazon's DNS resolves no name there.",
                AwsPages.VpcDnsAttributes, new EnableDnsSupport(vpc.Id));
        }

        var meaning = query.Over is { IsInterface: true } over && over.VpcId == vpc.Id && !over.DnsNames.Any(
            entry => EndpointNames.IsOwn(entry) && EndpointNames.IsFor(entry, name))
                ? AskForPrivateName(vpc, over)
                : EndpointNames.FindPrivate(name, vpc, Model) ?? names.Find(name, vpc.Id, query.BucketRegion);
        if (meaning.Endpoint is null && !Model.Has(ModelPart.Endpoints))
        {
            Doubt(ModelPart.Endpoints);
        }

        meaning = PassFirewall(vpc, InZone(vpc, meaning) ?? meaning);
        var subnet = Model.Subnets.FirstOrDefault(subnet => subnet.Id == query.From.Interface!.SubnetId);
        return subnet is { EnableDns64: true } && meaning.Ipv6.IsEmpty
            ? meaning with { Ipv6 = new(meaning.Ipv4.Ranges.Plus(AmazonAddresses.Nat64.First.Value), IsIpv6: true) }
            : meaning;
    }

    /// <summary>The service's own name, which is to lead to an endpoint.</summary>
    private NameMeaning AskForPrivateName(VpcModel vpc, EndpointModel endpoint)
    {
        if (!endpoint.PrivateDnsEnabled || endpoint.PrivateDnsOnlyForInboundResolverEndpoint)
        {
            Stop(Cause.PrivateDnsOff, endpoint.Id,
                endpoint.PrivateDnsEnabled ? "PrivateDnsOnlyForInboundResolverEndpoint" : "PrivateDnsEnabled",
                endpoint.PrivateDnsEnabled
                    ? $"Private DNS of {endpoint.Id} is for inbound resolver endpoints only, so {name} doesn't lead {vpc.Id} to it."
                    : $"Private DNS of {endpoint.Id} is off, so {name} doesn't lead to it.",
                AwsPages.PrivateDns, new EnablePrivateDns(endpoint.Id));
        }

        if (vpc.EnableDnsHostnames is null)
        {
            Doubt(ModelPart.DnsAttributes);
        }
        else if (vpc.EnableDnsHostnames is false)
        {
            Stop(Cause.DnsHostnamesOff, vpc.Id, "enableDnsHostnames",
                $"enableDnsHostnames of {vpc.Id} is off, which private DNS of {endpoint.Id} needs.",
                AwsPages.VpcDnsAttributes, new EnableDnsHostnames(vpc.Id));
        }

        return EndpointNames.Addresses(endpoint, Model);
    }

    /// <summary>Public DNS knows nothing of an endpoint's private names.</summary>
    private NameMeaning MissPrivateNames(EndpointModel endpoint)
    {
        if (!endpoint.DnsNames.Any(entry => EndpointNames.IsOwn(entry) && EndpointNames.IsFor(entry, name)) && endpoint.IsInterface
            && Model.Vpcs.FirstOrDefault(vpc => vpc.Id == query.From.Interface?.VpcId) is { DhcpOptionsId: { } optionsId } vpc)
        {
            Stop(Cause.CustomDns, optionsId, "domain-name-servers",
                $"The instances of {vpc.Id} ask a public DNS server, which doesn't lead {name} to {endpoint.Id}.",
                AwsPages.DhcpOptions, new UseAmazonDns(vpc.Id));
            return EndpointNames.Addresses(endpoint, Model);
        }

        return names.Find(name, vpcId: null, query.BucketRegion);
    }

    /// <summary>The addresses that the client uses, of a family that it has itself.</summary>
    private AddressSet Choose(NameMeaning meaning)
    {
        if (meaning is { IsEmpty: true, Endpoint.InterfaceIds.Count: > 0 } && !Model.Has(ModelPart.Interfaces))
        {
            Doubt(ModelPart.Interfaces);
            Show(meaning.Endpoint.Id, $"{name} is an address of {meaning.Endpoint.Id}", null);
            return meaning.Ipv4;
        }

        if (meaning.IsEmpty && !Model.Has(ModelPart.PrefixLists))
        {
            Doubt(ModelPart.PrefixLists);
            return meaning.Ipv4;
        }

        if (meaning.IsEmpty)
        {
            Show(name, $"{name} has no address", false);
            findings.Add(new()
            {
                Cause = Cause.NoSuchName,
                Layer = PathLayer.Name,
                ResourceId = name,
                Reason = $"{name} has no address here.",
                Source = AwsPages.VpcDns,
                Advice = "Check the name.",
            });
            return meaning.Ipv4;
        }

        var chosen = new[] { meaning.Ipv6, meaning.Ipv4 }.FirstOrDefault(answers => !answers.IsEmpty && CanSend(answers.IsIpv6));
        var shown = chosen ?? (meaning.Ipv4.IsEmpty ? meaning.Ipv6 : meaning.Ipv4);
        var owner = meaning.Endpoint is { } endpoint ? $" of {endpoint.Id}" : "";
        Show(meaning.Endpoint?.Id ?? name, $"{name} is {shown}{owner}", chosen is not null);
        if (chosen is null)
        {
            var (family, other) = shown.IsIpv6 ? ("IPv6", "IPv4") : ("IPv4", "IPv6");
            var client = query.From.Interface?.Id ?? $"{query.From.Address}";
            findings.Add(new()
            {
                Cause = Cause.AddressFamily,
                Layer = PathLayer.Name,
                ResourceId = client,
                Reason = $"{name} has {family} addresses only, and {client} has none to reach them from.",
                Source = AwsPages.AddressesOfVpcs,
                Advice = $"Use a name with {other} addresses, such as a dual-stack one, or give {client} an {family} address.",
            });
        }

        return shown;
    }

    private bool CanSend(bool isIpv6) =>
        query.From.Interface is { } from ? from.AddressOf(isIpv6) is not null : query.From.Address?.IsIpv6 == isIpv6;

    private void Stop(Cause cause, string resourceId, string rule, string reason, string source, NetworkChange fix) => findings.Add(new()
    {
        Cause = cause,
        Layer = PathLayer.Name,
        ResourceId = resourceId,
        Rule = rule,
        Reason = reason,
        Source = source,
        Fix = [fix],
        Advice = fix.Description,
    });

    private void Doubt(ModelPart part)
    {
        isUnknown = true;
        if (Model.Unread.TryGetValue(part, out var refused))
        {
            unread.Add(refused);
        }
    }

    private void Show(string resourceId, string text, bool? passes = true) => hops.Add(new(PathLayer.Name, resourceId, null, text, passes));

    private enum DnsServer
    {
        Amazon,
        Public,
    }
}
