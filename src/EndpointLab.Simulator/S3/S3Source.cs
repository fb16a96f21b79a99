namespace EndpointLab.Simulator.S3;

/// <summary>Whence a request reaches S3, as its condition keys tell.</summary>
internal abstract record S3Source
{
    /// <summary>The condition keys "of the network" in the IAM User Guide.</summary>
    public abstract IEnumerable<(string Key, string Value)> ConditionKeys { get; }

    /// <summary>Over the internet: from a host there, or from a VPC by way of an internet or NAT gateway.</summary>
    /// <param name="Address">The public address that S3 sees.</param>
    internal sealed record Internet(string Address) : S3Source
    {
        public override IEnumerable<(string Key, string Value)> ConditionKeys => [("aws:SourceIp", Address)];
    }

    /// <summary>Over a gateway endpoint.</summary>
    /// <param name="Address">The private address in the VPC.</param>
    internal sealed record Endpoint(string EndpointId, string VpcId, string Address, Policy.PolicyDocument Policy) : S3Source
    {
        public override IEnumerable<(string Key, string Value)> ConditionKeys =>
            [("aws:SourceVpce", EndpointId), ("aws:SourceVpc", VpcId), ("aws:VpcSourceIp", Address)];
    }
}
