namespace EndpointLab;

/// <summary>The VPC that an endpoint is in.</summary>
internal static class EndpointVpc
{
    /// <summary>The VPC of what the endpoint is to use, which is the one that is expected if any is.</summary>
    /// <param name="noun">What these are, by the noun of their cmdlets: RouteTable or Subnet.</param>
    /// <exception cref="LabException">They belong to another VPC, or to several, or nothing tells the VPC.</exception>
    public static string Of(string noun, IReadOnlyList<(string Id, string VpcId)> members, string? expected)
    {
        var vpcId = expected ?? (members.Count > 0 ? members[0].VpcId : throw new LabException(
            ErrorId.InvalidArgument, "Nothing says which VPC the endpoint is for.", $"Give -Vpc, or -{noun} for its VPC."));
        return members.FirstOrDefault(member => member.VpcId != vpcId) is not ({ } id, var other) ? vpcId : throw new LabException(
            ErrorId.WrongResource,
            $"{id} belongs to {other}, but the endpoint to {vpcId}.",
            $"Get-Lab{noun} -Vpc {vpcId} lists what the endpoint can use.",
            id);
    }
}
