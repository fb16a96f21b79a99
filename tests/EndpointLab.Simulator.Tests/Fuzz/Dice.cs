namespace EndpointLab.Simulator.Tests.Fuzz;

/// <summary>Values that a seed decides: mostly plausible ones, of what the cloud has shown so far, and every kind of nonsense.</summary>
internal sealed class Dice(int seed)
{
    private const string Allow =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    private static readonly string[] Blocks =
    [
        "10.0.0.0/16", "10.0.1.0/24", "172.31.0.0/16", "0.0.0.0/0", "::/0", "2001:db8::/56", "10.0.0.1/16", "10.0.0.0/33", "10.0.0.0/-1",
        "10.0.0.256/8", "10.0.0.0", "fe80::1%eth0/64", "::ffff:10.0.0.1/128", "/", "10/8", "0x0a.0.0.0/8", "4294967296/0",
    ];

    private static readonly string[] Words =
    [
        "", " ", "0", "1", "-1", "5", "22", "443", "65535", "65536", "2147483647", "2147483648", "-2147483648", "99999999999999999999",
        "1.5",
        "true", "false", "TRUE", "tcp", "udp", "icmp", "58", "all", "default", "us-east-1", "us-east-1a", "us-east-1z", "eu-west-1",
        "*", "?",
        "tag:a", "tag:", "tag-key", "vpc-id", "state", "aws:x", "name", "com.amazonaws.us-east-1.s3", "com.amazonaws.us-east-1.ec2",
        "Gateway", "Interface", "GatewayLoadBalancer", "ipv4", "dualstack", "ipv6", "vpc", "subnet", "t3.micro", "m7g.large", "self",
        "amazon",
        "10.0.0.5", "10.0.0.300", "::1", "2001:db8::1", "<&>\"'", "\u20ac", "\ud83d\ude00", "\ufffe", "a\0b", "\r\n", "\t", "%", "%zz", "+",
        "{}", "[]", "null", "{\"Statement\":[]}", Allow, "2026-01-01T00:00:00Z", "2026-13-45", "bGFi", "=",
        "arn:aws:iam::111122223333:root",
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/lab/50dc6c495c0c9188",
        "arn:aws:sns:us-east-1:123456789012:lab",
        "arn:::::", "Connect", "available", "stop", "terminate", "resolve:ssm:", "enabled", "disabled", "standard", "unlimited", "ed25519",
        new string('x', 300), new string('*', 200) + "a",
    ];

    /// <summary>What parameters of such names hold, where they are to make sense. The first that matches counts.</summary>
    private static readonly (string Part, string[] Values)[] Sensible =
    [
        ("SecurityGroupRule", ["sgr"]), ("Group", ["sg"]), ("Allocation", ["eipalloc"]),
        ("Association", ["rtbassoc", "aclassoc", "eipassoc", "vpc-cidr-assoc", "subnet-cidr-assoc"]), ("Notification", ["vpce-nfn"]),
        ("Service", ["vpce-svc"]), ("VpcEndpoint", ["vpce"]), ("NatGateway", ["nat"]), ("VpnGateway", ["vgw"]),
        ("Gateway", ["igw", "eigw", "vpce", "vgw"]),
        ("Exclusion", ["vpcbpa-exclude"]), ("Peering", ["pcx"]), ("Vpc", ["vpc"]),
        ("Subnet", ["subnet"]), ("RouteTable", ["rtb"]), ("NetworkAcl", ["acl"]), ("NetworkInterface", ["eni"]), ("Instance", ["i"]),
        ("Image", ["ami"]), ("Volume", ["vol"]), ("PrefixList", ["pl"]), ("DhcpOptions", ["dopt"]), ("Attachment", ["eni-attach"]),
    ];

    private static readonly (string Part, string[] Values)[] SensibleWords =
    [
        ("ServiceName", ["com.amazonaws.us-east-1.s3", "com.amazonaws.us-east-1.ec2"]), ("Zone", ["us-east-1a", "us-east-1b"]),
        ("Protocol", ["tcp", "-1", "6"]),
        ("PrivateIp", ["172.31.0.10", "172.31.16.20", "10.0.1.5"]), ("Policy", [Allow]), ("Domain", ["vpc"]), ("Region", ["us-east-1"]),
        ("LoadBalancerArn", ["arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/lab/50dc6c495c0c9188"]),
        ("NotificationArn", ["arn:aws:sns:us-east-1:123456789012:lab"]), ("Events", ["Accept", "Connect"]), ("ResourceType", ["vpc",
        "subnet"]),
        ("Principal", ["arn:aws:iam::111122223333:root", "*"]), ("Description", ["a"]), ("GroupName", ["a", "b", "default"]),
        ("InstanceType", ["t3.micro"]),
    ];

    private readonly Random random = new(seed);

    /// <summary>Ids that answers held.</summary>
    public List<string> Known { get; } = [];

    public int Next(int below) => random.Next(below);

    /// <summary>Happens once in so many times.</summary>
    public bool Once(int times) => random.Next(times) == 0;

    public T Of<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>Whether the request at hand is one that a client might mean.</summary>
    public bool IsCalm { get; set; }

    /// <summary>A text for a parameter of that name.</summary>
    public string Text(string name)
    {
        if (!IsCalm && Once(4))
            return Of(Words);
        if (name.Contains("Cidr", StringComparison.Ordinal))
            return IsCalm ? $"{Of(["10.0", "172.31", "172.31", "192.168"])}.{Next(256)}.0/{Of([16, 24, 24, 28])}" : Of(Blocks);
        if (Sense(name) is { } word)
            return word;
        return name.EndsWith("Id", StringComparison.Ordinal) || name.EndsWith("Ids", StringComparison.Ordinal) || name is "Resources"
            ? Id(name)
            : Of(Words);
    }

    /// <summary>The text with a few characters lost, doubled or changed.</summary>
    public string Garbled(string text)
    {
        for (var changes = random.Next(4); changes > 0 && text.Length > 0; changes--)
        {
            var at = random.Next(text.Length);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, Math.Min(random.Next(1, 9), text.Length - at)),
                1 => text.Insert(at, text.Substring(at, Math.Min(random.Next(1, 9), text.Length - at))),
                2 => text.Insert(at, Of(Words)),
                _ => text[..at] + (char)random.Next(256) + text[(at + 1)..],
            };
        }
        return text;
    }

    /// <summary>A word that makes sense for a parameter of that name; null where none is known.</summary>
    public string? Sense(string name) =>
        SensibleWords.FirstOrDefault(one => name.Contains(one.Part, StringComparison.Ordinal)).Values is { } words ? Of(words) : null;

    private string Id(string name)
    {
        var prefixes = Sensible.FirstOrDefault(one => name.Contains(one.Part, StringComparison.Ordinal)).Values;
        var prefix = prefixes is null || (!IsCalm && Once(6)) ? Of(Of(Sensible).Values) : Of(prefixes);
        var fitting = Known.FindAll(id => id[..id.LastIndexOf('-')] == prefix);
        return fitting.Count == 0 || (!IsCalm && Once(6)) ? $"{prefix}-0123456789abcdef0"
            : IsCalm && Once(2) ? fitting[0] : Of(fitting);
    }
}
