namespace EndpointLab.Simulator.Ec2;

internal static class EgressOnlyInternetGateways
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateEgressOnlyInternetGateway"] = Create,
        ["DeleteEgressOnlyInternetGateway"] = Delete,
        ["DescribeEgressOnlyInternetGateways"] = Describe,
    };

    /// <summary>They are found by tags only.</summary>
    private static readonly FilterTable<EgressOnlyInternetGateway> Filters = [];

    private static void Create(Ec2Call call)
    {
        var vpc = call.Region.Vpcs[call.Parameters.Required("VpcId")];
        var tags = call.NewTags(EgressOnlyInternetGateway.Kind);
        call.Proceed();
        var gateway = call.Region.EgressOnlyInternetGateways.Add(new(ResourceId.New("eigw")) { Vpc = vpc, Tags = tags });
        call.Answer.Text("clientToken", call.Parameters["ClientToken"]);
        call.Answer.Element("egressOnlyInternetGateway", gateway, Write);
    }

    private static void Delete(Ec2Call call)
    {
        var gateway = call.Region.EgressOnlyInternetGateways[call.Parameters.Required("EgressOnlyInternetGatewayId")];
        call.Proceed();
        call.Region.EgressOnlyInternetGateways.Remove(gateway);
        call.Answer.Flag("returnCode", true);
    }

    private static void Describe(Ec2Call call) => call.Describe(
        call.Region.EgressOnlyInternetGateways, "EgressOnlyInternetGatewayId", Filters, "egressOnlyInternetGatewaySet", Write);

    private static void Write(Ec2Answer xml, EgressOnlyInternetGateway gateway)
    {
        xml.Text("egressOnlyInternetGatewayId", gateway.Id);
        xml.List("attachmentSet", [gateway.Vpc], static (xml, vpc) =>
        {
            xml.Text("vpcId", vpc.Id);
            xml.Text("state", "attached");
        });
        xml.Tags(gateway);
    }
}
