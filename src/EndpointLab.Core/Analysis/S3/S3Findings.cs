namespace EndpointLab.Analysis;

/// <summary>What is found on the way to S3 beside the checks of any network.</summary>
internal sealed class S3Findings(NetworkModel model, InterfaceModel from)
{
    public const string SourceVpce = "aws:SourceVpce";

    /// <summary>The condition keys that tell by what way a request comes.</summary>
    public static IReadOnlyList<string> KeysOfWay { get; } = [SourceVpce, "aws:SourceVpc", "aws:VpcSourceIp", "aws:SourceIp"];

    /// <summary>The id of the table that the subnet uses.</summary>
    public string TableId => (model.RouteTables.FirstOrDefault(table => table.SubnetIds.Contains(from.SubnetId))
        ?? model.RouteTables.FirstOrDefault(table => table.IsMain && table.VpcId == from.VpcId))?.Id ?? from.SubnetId;

    public static string CostOf(string via) => ResourceKind.PrefixOf(via) switch
    {
        "nat" => "each gigabyte is billed, and S3 sees the NAT gateway's public address",
        "igw" or "eigw" => "it leaves the VPC, and S3 sees a public address",
        _ => "it doesn't stay in the VPC",
    };

    public static string SetRegion(string region) => $"Set the client's Region to {region}, such as by AWS_REGION.";

    public TraceFinding NoEndpoint(Change fix) => new()
    {
        Cause = Cause.NoEndpoint,
        Layer = PathLayer.Endpoint,
        ResourceId = from.VpcId,
        Reason = $"{from.VpcId} has no endpoint for S3, and nothing else leads there from {from.SubnetId}.",
        Source = AwsPages.GatewayEndpointsForS3,
        Fix = [fix],
    };

    public TraceFinding AnotherVpc(EndpointModel endpoint, Change fix) => new()
    {
        Cause = Cause.EndpointInAnotherVpc,
        Layer = PathLayer.Endpoint,
        ResourceId = endpoint.Id,
        Reason = $"{endpoint.Id} is in {endpoint.VpcId}: no route of {from.VpcId}, which has no endpoint for S3, can lead to it.",
        Source = AwsPages.GatewayEndpoints,
        Fix = [fix],
    };

    public TraceFinding NoRoute(EndpointModel endpoint)
    {
        AddGatewayEndpointRouteTable fix = new(endpoint.Id, TableId);
        return new()
        {
            Cause = Cause.NoRoute,
            Layer = PathLayer.Route,
            ResourceId = TableId,
            Reason = $"{TableId}, which {from.SubnetId} uses, has no route to {endpoint.Id}.",
            Source = AwsPages.GatewayEndpoints,
            Fix = [fix],
        };
    }

    /// <summary>Routes lead to a peer, through which no gateway endpoint is reached: the VPC needs one of its own, and its route.</summary>
    public static TraceFinding EdgeToEdge(TraceFinding found, Change[] fix) => found with
    {
        Effect = FindingEffect.Blocks,
        Fix = fix,
        Advice = null,
    };

    public TraceFinding NotOverEndpoint(string via, Change[] fix) => new()
    {
        Cause = Cause.NotOverEndpoint,
        Layer = PathLayer.Route,
        Effect = FindingEffect.Warns,
        ResourceId = TableId,
        Reason = $"Traffic reaches S3 by {via}, not over an endpoint: {CostOf(via)}.",
        Source = AwsPages.GatewayEndpointsForS3,
        Fix = fix,
    };

    /// <summary>A policy refuses what doesn't come over the endpoint, so that the way is what stops it, not the policy.</summary>
    public static TraceFinding BlocksFor(TraceFinding finding, TraceFinding refusal) => finding.Cause is not Cause.NotOverEndpoint
        ? finding
        : finding with
        {
            Effect = FindingEffect.Blocks,
            Reason = $"{finding.Reason} Over the endpoint it would pass this: {refusal.Reason}",
        };

    /// <summary>A gateway endpoint works without them, but not all of AWS's names do.</summary>
    public TraceFinding? DnsHostnames()
    {
        if (model.Vpcs.FirstOrDefault(vpc => vpc.Id == from.VpcId) is not { EnableDnsHostnames: false })
        {
            return null;
        }

        EnableDnsHostnames fix = new(from.VpcId);
        return new()
        {
            Cause = Cause.DnsHostnamesOff,
            Layer = PathLayer.Name,
            Effect = FindingEffect.Warns,
            ResourceId = from.VpcId,
            Rule = "enableDnsHostnames",
            Reason = $"enableDnsHostnames of {from.VpcId} is off: gateway endpoints work without, but not the private DNS of interface "
                + "endpoints.",
            Source = AwsPages.VpcDnsAttributes,
            Fix = [fix],
        };
    }

    public TraceFinding WrongName(S3ClientSettings client) => new()
    {
        Cause = client.Region == S3ClientSettings.Global ? Cause.GlobalName : Cause.ClientRegion,
        Layer = PathLayer.Client,
        ResourceId = client.S3Host,
        Reason = $"The client asks {client.S3Host}, S3 in {client.SigningRegion}, to which no endpoint in {model.Region} leads.",
        Source = "https://docs.aws.amazon.com/general/latest/gr/s3.html",
        Advice = SetRegion(model.Region),
    };

    public TraceFinding WrongRegion(S3ClientSettings client, EndpointModel endpoint) => new()
    {
        Cause = Cause.ClientRegion,
        Layer = PathLayer.Endpoint,
        ResourceId = endpoint.Id,
        Reason = $"The client signs for {client.SigningRegion}, and {endpoint.Id} leads to S3 in {model.Region}, which refuses that.",
        Source = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html",
        Advice = SetRegion(model.Region),
    };

    public TraceFinding AnotherRegion(string bucket, string region) => new()
    {
        Cause = Cause.BucketInAnotherRegion,
        Layer = PathLayer.Bucket,
        ResourceId = bucket,
        Reason = $"{bucket} is in {region}, and endpoints for S3 in {model.Region} lead to buckets of that Region only.",
        Source = AwsPages.GatewayEndpointsForS3,
        Advice = $"Use a bucket in {model.Region}, such as a replica, or give {from.SubnetId} a way to the internet for S3 in {region}.",
    };

    public IReadOnlyList<KeyValuePair<string, string[]>> ConditionKeysOver(EndpointModel endpoint, bool isIpv6) =>
    [
        new(SourceVpce, [endpoint.Id]),
        new("aws:SourceVpc", [endpoint.VpcId]),
        .. from.AddressOf(isIpv6) is { } address ? [KeyValuePair.Create("aws:VpcSourceIp", new[] { $"{address}" })]
            : Array.Empty<KeyValuePair<string, string[]>>(),
    ];

    /// <summary>The public address that S3 sees.</summary>
    public IReadOnlyList<KeyValuePair<string, string[]>> ConditionKeysBy(string? via, bool isIpv6)
    {
        var sender = model.NatGateways.FirstOrDefault(nat => nat.Id == via) is { } nat
            ? model.Interfaces.FirstOrDefault(one => one.Id == nat.InterfaceId)
            : from;
        var seenAs = isIpv6 && sender == from ? $"{from.AddressOf(isIpv6: true)}"
            : sender?.PublicAddresses.Values.Select(address => $"{address}").FirstOrDefault();
        return seenAs is null ? [] : [new("aws:SourceIp", [seenAs])];
    }
}
