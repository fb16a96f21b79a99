namespace EndpointLab.Simulator.Ec2;

/// <summary>IPv6 addresses that an interface gets, and loses, after its creation.</summary>
internal static class Ipv6Addresses
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["AssignIpv6Addresses"] = Assign,
        ["UnassignIpv6Addresses"] = Unassign,
    };

    private static void Assign(Ec2Call call)
    {
        call.Parameters.RefuseUnsupported("Ipv6PrefixCount", "Ipv6Prefix.1");
        var networkInterface = Existing(call);
        var asked = call.Parameters.List("Ipv6Addresses");
        var count = call.Parameters.Integer("Ipv6AddressCount");
        var request = Ipv6Request.Read(call.Region, networkInterface.Subnet, asked, count, networkInterface.Ipv6Addresses.Count)
            ?? throw Ec2Errors.MissingParameter("Ipv6Addresses or Ipv6AddressCount");
        call.Proceed();
        var assigned = request.Take(call.Region, networkInterface.Subnet);
        networkInterface.Ipv6Addresses = [.. networkInterface.Ipv6Addresses, .. assigned];
        Answer(call, networkInterface, "assignedIpv6Addresses", assigned);
    }

    private static void Unassign(Ec2Call call)
    {
        call.Parameters.RefuseUnsupported("Ipv6Prefix.1");
        var networkInterface = Existing(call);
        var asked = call.Parameters.List("Ipv6Addresses");
        if (asked.Count == 0)
            throw Ec2Errors.MissingParameter("Ipv6Addresses");
        var unassigned = asked.Select(text => Address.TryParse(text, out var address) && networkInterface.Ipv6Addresses.Contains(address)
            ? address
            : throw Ec2Errors.InvalidParameterValue($"Some of [{text}] are not assigned to interface {networkInterface.Id}")).ToList();
        call.Proceed();
        networkInterface.Ipv6Addresses = [.. networkInterface.Ipv6Addresses.Except(unassigned)];
        Answer(call, networkInterface, "unassignedIpv6Addresses", unassigned);
    }

    private static NetworkInterface Existing(Ec2Call call)
    {
        var networkInterface = call.Region.NetworkInterfaces[call.Parameters.Required("NetworkInterfaceId")];
        NetworkInterfaceRules.CheckOwn(networkInterface);
        return networkInterface;
    }

    private static void Answer(Ec2Call call, NetworkInterface networkInterface, string set, IEnumerable<Address> addresses)
    {
        call.Answer.Text("networkInterfaceId", networkInterface.Id);
        call.Answer.TextList(set, addresses.Select(address => address.ToString()));
    }
}
