namespace EndpointLab;

/// <summary>A route table (EC2's <c>RouteTable</c>) with its routes and the subnets that use it.</summary>
public sealed record RouteTable : LabResource
{
    public string RouteTableId { get; }

    public string VpcId { get; }

    /// <summary>Whether subnets that are associated with no table use this one.</summary>
    public bool Main { get; }

    public Route[] Routes { get; }

    public RouteTableAssociation[] Associations { get; }

    /// <summary>The ids of the subnets that are associated with it.</summary>
    public string[] Subnets => [.. Associations.Select(association => association.SubnetId).OfType<string>()];

    internal override string Id => RouteTableId;

    internal RouteTable(LabSession session, Amazon.EC2.Model.RouteTable table)
        : base(session, table.Tags)
    {
        RouteTableId = table.RouteTableId;
        VpcId = table.VpcId;
        Routes = [.. (table.Routes ?? []).Select(route => new Route(route))];
        Associations = [.. (table.Associations ?? []).Select(association => new RouteTableAssociation(association))];
        Main = Associations.Any(association => association.Main);
    }
}
