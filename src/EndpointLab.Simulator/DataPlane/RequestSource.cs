using EndpointLab.Policy;

namespace EndpointLab.Simulator.DataPlane;

/// <summary>Whence a request reaches a service, as its condition keys tell.</summary>
internal abstract record RequestSource
{
    /// <summary>The condition keys "of the network" in the IAM User Guide.</summary>
    public abstract IEnumerable<(string Key, string Value)> ConditionKeys { get; }

    /// <param name="path">The way that the request took; null where it comes straight from the internet.</param>
    public static RequestSource Of(NetworkPath? path) => path switch
    {
        null => new Internet(Vantage.Internet),
        { Endpoint: { } endpoint } => new Endpoint(endpoint, path.SeenAs.ToString()),
        _ => new Internet(path.SeenAs.ToString()),
    };

    /// <summary>Over the internet: from a host there, or from a VPC by way of an internet or NAT gateway.</summary>
    /// <param name="Address">The public address that the service sees.</param>
    internal sealed record Internet(string Address) : RequestSource
    {
        public override IEnumerable<(string Key, string Value)> ConditionKeys => [("aws:SourceIp", Address)];
    }

    /// <summary>From another service of AWS, which calls in its caller's name.</summary>
    internal sealed record Service : RequestSource
    {
        public override IEnumerable<(string Key, string Value)> ConditionKeys => [("aws:ViaAWSService", "true")];
    }

    /// <summary>Over an endpoint, of whichever type.</summary>
    /// <param name="Address">The private address in the VPC.</param>
    internal sealed record Endpoint(VpcEndpoint Through, string Address) : RequestSource
    {
        public override IEnumerable<(string Key, string Value)> ConditionKeys =>
            [("aws:SourceVpce", Through.Id), ("aws:SourceVpc", Through.Vpc.Id), ("aws:VpcSourceIp", Address)];

        /// <summary>Null where the endpoint has none, as one for somebody else's service.</summary>
        public PolicyDocument? Policy =>
            Through.Policy is { } text ? PolicyDocument.Parse(text, Through.Service.PolicyKind) : null;
    }
}
