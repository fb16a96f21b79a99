namespace EndpointLab.Simulator.Ec2;

internal static class AccountAttributes
{
    public static readonly Dictionary<string, Ec2Action> Actions = new() { ["DescribeAccountAttributes"] = Describe };

    private static void Describe(Ec2Call call)
    {
        Dictionary<string, string> attributes = new()
        {
            ["supported-platforms"] = "VPC",
            ["default-vpc"] = call.Region.Vpcs.FirstOrDefault(vpc => vpc.IsDefault)?.Id ?? "none",
            ["max-instances"] = "20",
            ["vpc-max-security-groups-per-interface"] = "5",
            ["max-elastic-ips"] = "5",
            ["vpc-max-elastic-ips"] = "5",
        };
        var names = call.Parameters.List("AttributeName");
        if (names.FirstOrDefault(name => !attributes.ContainsKey(name)) is { } unknown)
            throw Ec2Errors.InvalidParameterValue("attributeName", unknown, "Unknown attribute.");
        call.Proceed();
        call.Answer.List(
            "accountAttributeSet",
            attributes.Where(attribute => names.Count == 0 || names.Contains(attribute.Key)),
            static (xml, attribute) =>
            {
                xml.Text("attributeName", attribute.Key);
                xml.List("attributeValueSet", [attribute.Value], static (xml, value) => xml.Text("attributeValue", value));
            });
    }
}
