namespace EndpointLab;

/// <summary>What a route table serves (EC2's <c>RouteTableAssociation</c>): a subnet, or as the main one all that have no other.</summary>
public sealed record RouteTableAssociation
{
    public string RouteTableAssociationId { get; }

    /// <summary>Null for the main association.</summary>
    public string? SubnetId { get; }

    public bool Main { get; }

    public string State { get; }

    internal RouteTableAssociation(Amazon.EC2.Model.RouteTableAssociation association)
    {
        RouteTableAssociationId = association.RouteTableAssociationId;
        SubnetId = association.SubnetId;
        Main = association.Main ?? false;
        State = association.AssociationState?.State ?? Amazon.EC2.RouteTableAssociationStateCode.Associated;
    }

    public override string ToString() => SubnetId ?? "main";
}
