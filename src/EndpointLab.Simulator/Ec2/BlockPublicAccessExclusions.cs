namespace EndpointLab.Simulator.Ec2;

internal static class BlockPublicAccessExclusions
{
    private const string ModeName = "InternetGatewayExclusionMode";

    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateVpcBlockPublicAccessExclusion"] = Create,
        ["DeleteVpcBlockPublicAccessExclusion"] = Delete,
        ["DescribeVpcBlockPublicAccessExclusions"] = Describe,
        ["ModifyVpcBlockPublicAccessExclusion"] = Modify,
    };

    private static readonly FilterTable<BlockPublicAccessExclusion> Filters = new()
    {
        { "internet-gateway-exclusion-mode", exclusion => exclusion.Mode },
        { "resource-arn", exclusion => exclusion.ResourceArn },
        { "state", (exclusion, region) => exclusion.State.At(region.Now) },
        { "tag-value", exclusion => exclusion.Tags.Values },
    };

    private static void Create(Ec2Call call)
    {
        var region = call.Region;
        var mode = Mode(call);
        var (type, excluded) = Excluded(call);
        var tags = call.NewTags(BlockPublicAccessExclusion.Kind);
        call.Proceed();
        var exclusion = region.BlockPublicAccessExclusions.Add(new(ResourceId.New(BlockPublicAccessExclusion.Kind.Prefix))
        {
            Excluded = excluded,
            ResourceArn = region.Arn(type, excluded.Id),
            Mode = mode,
            State = Begin(region, "create"),
            CreationTime = region.Now.Time,
            LastUpdate = region.Now.Time,
            Tags = tags,
        });
        TakeEffect(region, exclusion, mode);
        Answer(call, exclusion);
    }

    private static void Modify(Ec2Call call)
    {
        var region = call.Region;
        var exclusion = Existing(call, "modified");
        var mode = Mode(call);
        call.Proceed();
        exclusion.Mode = mode;
        exclusion.LastUpdate = region.Now.Time;
        exclusion.State = Begin(region, "update");
        TakeEffect(region, exclusion, mode);
        Answer(call, exclusion);
    }

    private static void Delete(Ec2Call call)
    {
        var region = call.Region;
        var exclusion = Existing(call, "deleted");
        call.Proceed();
        exclusion.DeletionTime = exclusion.LastUpdate = region.Now.Time;
        exclusion.State = Begin(region, "delete");
        TakeEffect(region, exclusion, mode: null);
        region.After(
            [Delay.BlockPublicAccessChange, Delay.DeletedExclusionVisible], () => region.BlockPublicAccessExclusions.Remove(exclusion));
        Answer(call, exclusion);
    }

    private static void Describe(Ec2Call call) => call.Describe(
        call.Region.BlockPublicAccessExclusions, "ExclusionId", Filters, "vpcBlockPublicAccessExclusionSet", Write);

    private static Timeline Begin(RegionState region, string change) =>
        region.Begin($"{change}-in-progress").Then(Delay.BlockPublicAccessChange, $"{change}-complete");

    private static void TakeEffect(RegionState region, BlockPublicAccessExclusion exclusion, string? mode) =>
        region.After(Delay.BlockPublicAccessChange, () => exclusion.ModeInEffect = mode);

    private static BlockPublicAccessExclusion Existing(Ec2Call call, string change)
    {
        var exclusion = call.Region.BlockPublicAccessExclusions[call.Parameters.Required("ExclusionId")];
        return exclusion.DeletionTime is null ? exclusion : throw Ec2Errors.InvalidParameterValue(
            $"Exclusion {exclusion.Id} is in {exclusion.State.At(call.Region.Now)} state and cannot be {change}.");
    }

    private static string Mode(Ec2Call call)
    {
        call.Parameters.Required(ModeName);
        return call.Parameters.OneOf(ModeName, "", BlockPublicAccessExclusion.Bidirectional, BlockPublicAccessExclusion.Egress);
    }

    /// <summary>The one VPC or subnet that the call names, and that no exclusion names yet.</summary>
    private static (string Type, Resource Resource) Excluded(Ec2Call call)
    {
        (string Type, Resource Resource) named = (call.Parameters["VpcId"], call.Parameters["SubnetId"]) switch
        {
            ({ } vpc, null) => (Vpc.Kind.Type, call.Region.Vpcs[vpc]),
            (null, { } subnet) => (Subnet.Kind.Type, call.Region.Subnets[subnet]),
            (null, null) => throw Ec2Errors.MissingParameter("vpcId or subnetId"),
            _ => throw Ec2Errors.InvalidParameterCombination("Only one of VpcId and SubnetId may be specified."),
        };
        var other = call.Region.BlockPublicAccessExclusions
            .FirstOrDefault(one => one.Excluded == named.Resource && one.DeletionTime is null);
        return other is null ? named : throw Ec2Errors.InvalidParameterValue($"{named.Resource.Id} already has the exclusion {other.Id}.");
    }

    private static void Answer(Ec2Call call, BlockPublicAccessExclusion exclusion) =>
        call.Answer.Element("vpcBlockPublicAccessExclusion", exclusion, Write);

    private static void Write(Ec2Answer xml, BlockPublicAccessExclusion exclusion)
    {
        xml.Text("exclusionId", exclusion.Id);
        xml.Text("internetGatewayExclusionMode", exclusion.Mode);
        xml.Text("resourceArn", exclusion.ResourceArn);
        xml.Text("state", exclusion.State.At(xml.Now));
        xml.Time("creationTimestamp", exclusion.CreationTime);
        xml.Time("lastUpdateTimestamp", exclusion.LastUpdate);
        xml.Time("deletionTimestamp", exclusion.DeletionTime);
        xml.Tags(exclusion);
    }
}
