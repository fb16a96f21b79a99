namespace EndpointLab.Simulator.Ec2;

internal static class DhcpOptionSets
{
    public static readonly Dictionary<string, Ec2Action> Actions = new() { ["DescribeDhcpOptions"] = Describe };

    private static readonly FilterTable<DhcpOptions> Filters = new()
    {
        { "dhcp-options-id", options => options.Id },
        { "key", options => options.Configurations.Select(configuration => configuration.Key) },
        { "owner-id", (_, region) => region.AccountId },
        { "value", options => options.Configurations.Select(configuration => configuration.Value) },
    };

    private static void Describe(Ec2Call call) =>
        call.Describe(call.Region.DhcpOptions, "DhcpOptionsId", Filters, "dhcpOptionsSet", Write);

    private static void Write(Ec2Answer xml, DhcpOptions options)
    {
        xml.Text("dhcpOptionsId", options.Id);
        xml.Text("ownerId", xml.Region.AccountId);
        xml.List("dhcpConfigurationSet", options.Configurations, static (xml, configuration) =>
        {
            xml.Text("key", configuration.Key);
            xml.List("valueSet", [configuration.Value], static (xml, value) => xml.Text("value", value));
        });
        xml.Tags(options);
    }
}
