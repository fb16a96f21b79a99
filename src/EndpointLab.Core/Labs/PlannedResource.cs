using EndpointLab.Labs;

namespace EndpointLab;

/// <summary>One resource of a lab that is to be built, for review.</summary>
public sealed record PlannedResource
{
    private PlannedResource(LabNode node, LabInventory there)
    {
        (Role, Kind, Name, DependsOn, Detail) = (node.Role, node.Kind, node.Name, node.DependsOn, node.Detail);
        HourlyCost = Prices.PerHour(node.Billed);
        Id = there.IdOf(node.Role);
    }

    public string Role { get; }

    public string Kind { get; }

    public string Name { get; }

    public string Detail { get; }

    /// <summary>The roles of what has to be there before.</summary>
    public string[] DependsOn { get; }

    /// <summary>Its id, where it is there already; null where it is to be made.</summary>
    public string? Id { get; }

    /// <summary>Whether it is kept or made.</summary>
    public string Deed => Id is null ? "make" : "keep";

    /// <summary>An estimate in US dollars.</summary>
    public decimal HourlyCost { get; }

    /// <summary>What the estimate is made of.</summary>
    public string CostBasis { get; } = Prices.Basis;

    internal static IReadOnlyList<PlannedResource> Of(LabDraft draft) =>
        [.. draft.Plan.Nodes.Select(node => new PlannedResource(node, draft.There))];
}
