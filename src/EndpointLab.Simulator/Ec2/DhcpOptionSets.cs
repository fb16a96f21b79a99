using System.Globalization;

namespace EndpointLab.Simulator.Ec2;

/// <summary>DHCP option sets ("DHCP option sets in Amazon VPC" in the VPC User Guide).</summary>
internal static class DhcpOptionSets
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["AssociateDhcpOptions"] = Associate,
        ["CreateDhcpOptions"] = Create,
        ["DeleteDhcpOptions"] = Delete,
        ["DescribeDhcpOptions"] = Describe,
    };

    /// <summary>In place of an id: no options at all.</summary>
    public const string None = "default";

    private const int MostServers = 4;

    private static readonly FilterTable<DhcpOptions> Filters = new()
    {
        { "dhcp-options-id", options => options.Id },
        { "key", options => options.Options.Select(option => option.Key) },
        { "owner-id", (_, region) => region.AccountId },
        { "value", options => options.Options.SelectMany(option => option.Values) },
    };

    private static void Create(Ec2Call call)
    {
        var asked = call.Parameters.Structures("DhcpConfiguration").Select(Read).ToList();
        if (asked.Count == 0)
            throw Ec2Errors.MissingParameter("dhcpConfigurations");
        if (asked.DistinctBy(option => option.Key).Count() < asked.Count)
            throw Ec2Errors.InvalidParameterValue("A DHCP option may be given only once.");
        var tags = call.NewTags(DhcpOptions.Kind);
        call.Proceed();
        var options = call.Region.DhcpOptions.Add(new(ResourceId.New("dopt")) { Options = asked, Tags = tags });
        call.Answer.Element("dhcpOptions", options, Write);
    }

    private static void Associate(Ec2Call call)
    {
        var vpc = call.Region.Vpcs[call.Parameters.Required("VpcId")];
        var options = call.Parameters.Required("DhcpOptionsId") is var id && id == None ? null : call.Region.DhcpOptions[id];
        call.Proceed();
        vpc.DhcpOptions = options;
        call.Answer.Success();
    }

    private static void Delete(Ec2Call call)
    {
        var options = call.Region.DhcpOptions[call.Parameters.Required("DhcpOptionsId")];
        if (call.Region.Vpcs.Any(vpc => vpc.DhcpOptions == options))
            throw Ec2Errors.DependencyViolation("dhcpOptions", options.Id);
        call.Proceed();
        call.Region.DhcpOptions.Remove(options);
        call.Answer.Success();
    }

    private static void Describe(Ec2Call call) =>
        call.Describe(call.Region.DhcpOptions, "DhcpOptionsId", Filters, "dhcpOptionsSet", Write);

    private static DhcpOption Read(QueryParameters configuration)
    {
        var key = configuration.Required("Key");
        var values = configuration.List("Value");
        var isValid = key switch
        {
            "domain-name" => values is [{ Length: > 0 }],
            "domain-name-servers" => values is [DhcpOptions.AmazonProvidedDns] || AreServers(),
            "ntp-servers" or "netbios-name-servers" => AreServers(),
            "netbios-node-type" => values is ["1" or "2" or "4" or "8"],
            "ipv6-address-preferred-lease-time" => values is [var seconds]
                && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time >= 140,
            _ => throw Ec2Errors.InvalidParameterValue($"Value ({key}) for parameter key is invalid. Unknown DHCP option"),
        };
        return isValid ? new(key, values) : throw Ec2Errors.InvalidParameterValue(
            $"Value ({string.Join(", ", values)}) for parameter value is invalid. Invalid {key}.");

        bool AreServers() => values.Count is >= 1 and <= MostServers && values.All(value => Address.TryParse(value, out _));
    }

    private static void Write(Ec2Answer xml, DhcpOptions options)
    {
        xml.Text("dhcpOptionsId", options.Id);
        xml.Text("ownerId", xml.Region.AccountId);
        xml.List("dhcpConfigurationSet", options.Options, static (xml, option) =>
        {
            xml.Text("key", option.Key);
            xml.List("valueSet", option.Values, static (xml, value) => xml.Text("value", value));
        });
        xml.Tags(options);
    }
}
