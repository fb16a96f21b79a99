using System.Globalization;

namespace EndpointLab.Simulator.Ec2;

internal static class NetworkAclEntries
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateNetworkAclEntry"] = Create,
        ["ReplaceNetworkAclEntry"] = Replace,
        ["DeleteNetworkAclEntry"] = Delete,
    };

    /// <summary>How many entries an ACL takes in each direction by default, the final refusal not counted.</summary>
    private const int MostEntries = 20;

    private const int HighestPort = 65535;

    private static void Create(Ec2Call call)
    {
        var acl = call.Region.NetworkAcls[call.Parameters.Required("NetworkAclId")];
        var entry = Read(call.Parameters);
        if (acl.Entries.Contains(entry))
            throw Ec2Errors.NetworkAclEntryAlreadyExists(entry);
        if (acl.Entries.Count(other => other.IsEgress == entry.IsEgress && !other.IsFinal) >= MostEntries)
            throw Ec2Errors.NetworkAclEntryLimitExceeded();
        call.Proceed();
        acl.Entries.Add(entry);
        call.Answer.Success();
    }

    private static void Replace(Ec2Call call)
    {
        var acl = call.Region.NetworkAcls[call.Parameters.Required("NetworkAclId")];
        var entry = Read(call.Parameters);
        if (!acl.Entries.Contains(entry))
            throw Ec2Errors.InvalidNetworkAclEntry(entry);
        call.Proceed();
        acl.Entries.Remove(entry);
        acl.Entries.Add(entry);
        call.Answer.Success();
    }

    private static void Delete(Ec2Call call)
    {
        var acl = call.Region.NetworkAcls[call.Parameters.Required("NetworkAclId")];
        var place = Place(call.Parameters);
        if (!acl.Entries.Contains(place))
            throw Ec2Errors.InvalidNetworkAclEntry(place);
        call.Proceed();
        acl.Entries.Remove(place);
        call.Answer.Success();
    }

    /// <summary>Direction and number, which tell an ACL's entries apart.</summary>
    private static NetworkAclEntry Place(QueryParameters parameters)
    {
        var number = parameters.Integer("RuleNumber") ?? throw Ec2Errors.MissingParameter("ruleNumber");
        var egress = parameters.Boolean("Egress") ?? throw Ec2Errors.MissingParameter("egress");
        return number is >= 1 and < NetworkAclEntry.FirstFinalNumber
            ? new(egress, number)
            : throw Ec2Errors.InvalidParameterValue("ruleNumber", $"{number}", "Must be between 1 and 32766.");
    }

    private static NetworkAclEntry Read(QueryParameters parameters)
    {
        var (v4, v6) = (parameters["CidrBlock"], parameters["Ipv6CidrBlock"]);
        if (v4 is null == v6 is null)
            throw Ec2Errors.InvalidParameterCombination("The request must contain exactly one of cidrBlock, ipv6CidrBlock");
        var protocol = Protocol(parameters.Required("Protocol"));
        var action = parameters.Required("RuleAction");
        if (action is not ("allow" or "deny"))
            throw Ec2Errors.InvalidParameterValue("ruleAction", action, "Expecting allow or deny.");
        return Place(parameters) with
        {
            Allow = action == "allow",
            Protocol = protocol,
            Cidr = v4 is null ? BlockRules.ReadIpv6("Ipv6CidrBlock", v6!) : BlockRules.Read("CidrBlock", v4),
            PortRange = protocol is "6" or "17" ? Ports(parameters) : null,
            Icmp = protocol is "1" or "58" ? IcmpTypeAndCode(parameters) : null,
        };
    }

    private static string Protocol(string text) => text.ToLowerInvariant() switch
    {
        "tcp" => "6",
        "udp" => "17",
        "icmp" => "1",
        "icmpv6" => "58",
        "all" or "-1" => "-1",
        _ when byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) => text,
        _ => throw Ec2Errors.InvalidParameterValue($"Invalid value '{text}' for IP protocol. Unknown protocol."),
    };

    private static (int From, int To) Ports(QueryParameters parameters)
    {
        var from = parameters.Integer("PortRange.From") ?? throw Ec2Errors.MissingParameter("portRange.from");
        var to = parameters.Integer("PortRange.To") ?? throw Ec2Errors.MissingParameter("portRange.to");
        return from >= 0 && from <= to && to <= HighestPort
            ? (from, to)
            : throw Ec2Errors.InvalidParameterValue($"Invalid TCP/UDP port range ({from}:{to})");
    }

    private static (int Type, int Code) IcmpTypeAndCode(QueryParameters parameters) => (
        parameters.Integer("Icmp.Type") ?? throw Ec2Errors.MissingParameter("icmpTypeCode.type"),
        parameters.Integer("Icmp.Code") ?? throw Ec2Errors.MissingParameter("icmpTypeCode.code"));
}

internal static partial class Ec2Errors
{
    public static ServiceException NetworkAclEntryAlreadyExists(NetworkAclEntry entry) =>
        new("NetworkAclEntryAlreadyExists", $"The network acl entry identified by {entry.RuleNumber} already exists.");

    public static ServiceException NetworkAclEntryLimitExceeded() =>
        new("NetworkAclEntryLimitExceeded", "The maximum number of network acl entries has been reached.");

    public static ServiceException InvalidNetworkAclEntry(NetworkAclEntry entry) =>
        new("InvalidNetworkAclEntry.NotFound", $"The network acl entry identified by {entry.RuleNumber} does not exist.");
}
