namespace EndpointLab.Simulator.Ec2;

internal static class BlockPublicAccessOptions
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["DescribeVpcBlockPublicAccessOptions"] = Describe,
        ["ModifyVpcBlockPublicAccessOptions"] = Modify,
    };

    private static void Describe(Ec2Call call)
    {
        call.Proceed();
        Write(call);
    }

    private static void Modify(Ec2Call call)
    {
        const string name = "InternetGatewayBlockMode";
        call.Parameters.Required(name);
        var mode = call.Parameters.OneOf(name, "", BlockPublicAccess.Off, BlockPublicAccess.Bidirectional, BlockPublicAccess.Ingress);
        call.Proceed();
        call.Region.BlockPublicAccess.Set(mode);
        Write(call);
    }

    private static void Write(Ec2Call call) =>
        call.Answer.Element("vpcBlockPublicAccessOptions", call.Region.BlockPublicAccess, static (xml, options) =>
        {
            xml.Text("awsAccountId", xml.Region.AccountId);
            xml.Text("awsRegion", xml.Region.Region.Name);
            xml.Text("state", options.State.At(xml.Now));
            xml.Text("internetGatewayBlockMode", options.Mode);
            xml.Time("lastUpdateTimestamp", options.LastUpdate);
            xml.Text("managedBy", "account");
            xml.Text("exclusionsAllowed", "allowed");
        });
}
