namespace EndpointLab;

/// <summary>
/// What a route table serves (EC2's <c>RouteTableAssociation</c>): a subnet, an internet gateway, or as the main one all subnets
/// without another.
/// </summary>
public sealed record RouteTableAssociation
{
    public string RouteTableAssociationId { get; }

    /// <summary>Null for the main association, and for a gateway's.</summary>
    public string? SubnetId { get; }

    /// <summary>The internet gateway that uses the table for what it lets in; null for subnets.</summary>
    public string? GatewayId { get; }

    public bool Main { get; }

    public string State { get; }

    internal RouteTableAssociation(Amazon.EC2.Model.RouteTableAssociation association)
    {
        RouteTableAssociationId = association.RouteTableAssociationId;
        SubnetId = association.SubnetId;
        GatewayId = association.GatewayId;
        Main = association.Main ?? false;
        State = association.AssociationState?.State ?? Amazon.EC2.RouteTableAssociationStateCode.Associated;
    }

    /// <summary>The id of the subnet or gateway that uses the table; null for the main association.</summary>
    internal string? UserId => SubnetId ?? GatewayId;

    public override string ToString() => UserId ?? "main";
}
