namespace EndpointLab.Analysis;

/// <summary>One look-up of a name.</summary>
internal sealed class NameLookup
{
    private readonly NetworkModel model;
    private readonly PublicNames names;
    private readonly NameQuery query;
    private readonly string name;
    private readonly NameNotes notes;
    private readonly DnsServerCheck servers;
    private readonly HostedZoneCheck zones;
    private readonly DnsFirewallCheck firewall;

    public NameLookup(PathAnalyser paths, PublicNames names, NameQuery query)
    {
        (model, this.names, this.query, name) = (paths.Model, names, query, query.Name);
        notes = new(model);
        servers = new(paths, query, notes);
        zones = new(model, names, query, notes);
        firewall = new(model, query, notes);
    }

    public NameAnalysis Tell()
    {
        var vpc = query.From.Interface is { } from ? VpcOf(from) : null;
        var server = vpc is null ? DnsServer.Public : servers.Find(vpc);
        var meaning = vpc is not null && server is DnsServer.Amazon ? AskAmazon(vpc)
            : query.Over is { } over ? MissPrivateNames(over)
            : names.Find(name, vpcId: null, query.BucketRegion);
        if (meaning.Assumption is { } assumption)
        {
            notes.Assume(assumption);
        }

        return notes.Tell(name, meaning, Choose(meaning));
    }

    /// <summary>What is known of the client's VPC.</summary>
    private VpcModel VpcOf(InterfaceModel from)
    {
        if (model.Vpcs.FirstOrDefault(vpc => vpc.Id == from.VpcId) is { } known)
        {
            return known;
        }

        notes.Doubt(ModelPart.Vpcs);
        return new(from.VpcId, []);
    }

    /// <summary>What Amazon's resolver in the VPC answers.</summary>
    private NameMeaning AskAmazon(VpcModel vpc)
    {
        if (vpc.EnableDnsSupport is null)
        {
            notes.Doubt(ModelPart.DnsAttributes);
        }
        else if (vpc.EnableDnsSupport is false)
        {
            notes.Stop(Cause.DnsSupportOff, vpc.Id, "enableDnsSupport",
                $"enableDnsSupport of {vpc.Id} is off, so Amazon's DNS resolves no name there.",
                AwsPages.VpcDnsAttributes, new EnableDnsSupport(vpc.Id));
        }

        var meaning = query.Over is { IsInterface: true } over && over.VpcId == vpc.Id && !over.DnsNames.Any(
            entry => EndpointNames.IsOwn(entry) && EndpointNames.IsFor(entry, name))
                ? AskForPrivateName(vpc, over)
                : EndpointNames.FindPrivate(name, vpc, model) ?? names.Find(name, vpc.Id, query.BucketRegion);
        if (meaning.Endpoint is null && !model.Has(ModelPart.Endpoints))
        {
            notes.Doubt(ModelPart.Endpoints);
        }

        meaning = firewall.Pass(vpc, zones.Find(vpc, meaning) ?? meaning);
        var subnet = model.Subnets.FirstOrDefault(subnet => subnet.Id == query.From.Interface!.SubnetId);
        return subnet is { EnableDns64: true } && meaning.Ipv6.IsEmpty
            ? meaning with { Ipv6 = new(meaning.Ipv4.Ranges.Plus(AmazonAddresses.Nat64.First.Value), IsIpv6: true) }
            : meaning;
    }

    /// <summary>The service's own name, which is to lead to an endpoint.</summary>
    private NameMeaning AskForPrivateName(VpcModel vpc, EndpointModel endpoint)
    {
        if (!endpoint.PrivateDnsEnabled || endpoint.PrivateDnsOnlyForInboundResolverEndpoint)
        {
            notes.Stop(Cause.PrivateDnsOff, endpoint.Id,
                endpoint.PrivateDnsEnabled ? "PrivateDnsOnlyForInboundResolverEndpoint" : "PrivateDnsEnabled",
                endpoint.PrivateDnsEnabled
                    ? $"Private DNS of {endpoint.Id} is for inbound resolver endpoints only, so {name} doesn't lead {vpc.Id} to it."
                    : $"Private DNS of {endpoint.Id} is off, so {name} doesn't lead to it.",
                AwsPages.PrivateDns, new EnablePrivateDns(endpoint.Id));
        }

        if (vpc.EnableDnsHostnames is null)
        {
            notes.Doubt(ModelPart.DnsAttributes);
        }
        else if (vpc.EnableDnsHostnames is false)
        {
            notes.Stop(Cause.DnsHostnamesOff, vpc.Id, "enableDnsHostnames",
                $"enableDnsHostnames of {vpc.Id} is off, which private DNS of {endpoint.Id} needs.",
                AwsPages.VpcDnsAttributes, new EnableDnsHostnames(vpc.Id));
        }

        return EndpointNames.Addresses(endpoint, model);
    }

    /// <summary>Public DNS knows nothing of an endpoint's private names.</summary>
    private NameMeaning MissPrivateNames(EndpointModel endpoint)
    {
        if (!endpoint.DnsNames.Any(entry => EndpointNames.IsOwn(entry) && EndpointNames.IsFor(entry, name)) && endpoint.IsInterface
            && model.Vpcs.FirstOrDefault(vpc => vpc.Id == query.From.Interface?.VpcId) is { DhcpOptionsId: { } optionsId } vpc)
        {
            notes.Stop(Cause.CustomDns, optionsId, "domain-name-servers",
                $"The instances of {vpc.Id} ask a public DNS server, which doesn't lead {name} to {endpoint.Id}.",
                AwsPages.DhcpOptions, new UseAmazonDns(vpc.Id));
            return EndpointNames.Addresses(endpoint, model);
        }

        return names.Find(name, vpcId: null, query.BucketRegion);
    }

    /// <summary>The addresses that the client uses, of a family that it has itself.</summary>
    private AddressSet Choose(NameMeaning meaning)
    {
        if (meaning is { IsEmpty: true, Endpoint.InterfaceIds.Count: > 0 } && !model.Has(ModelPart.Interfaces))
        {
            notes.Doubt(ModelPart.Interfaces);
            notes.Show(meaning.Endpoint.Id, $"{name} is an address of {meaning.Endpoint.Id}", null);
            return meaning.Ipv4;
        }

        if (meaning.IsEmpty && !model.Has(ModelPart.PrefixLists))
        {
            notes.Doubt(ModelPart.PrefixLists);
            return meaning.Ipv4;
        }

        if (meaning.IsEmpty)
        {
            notes.Show(name, $"{name} has no address", false);
            notes.Add(new()
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
        notes.Show(meaning.Endpoint?.Id ?? name, $"{name} is {shown}{owner}", chosen is not null);
        if (chosen is null)
        {
            var (family, other) = shown.IsIpv6 ? ("IPv6", "IPv4") : ("IPv4", "IPv6");
            var client = query.From.Interface?.Id ?? $"{query.From.Address}";
            notes.Add(new()
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
}
