namespace EndpointLab.Labs;

/// <summary>What a build is going to make of what there is of a lab.</summary>
internal sealed record LabDraft
{
    private LabDraft(LabWish wish, LabInventory there, LabPlan plan) => (Wish, There, Plan) = (wish, there, plan);

    public LabWish Wish { get; }

    public LabInventory There { get; }

    public LabPlan Plan { get; }

    /// <exception cref="LabException">There can't be such a lab, that lab can't become it, or the Region doesn't offer it.</exception>
    public static async Task<LabDraft> ReadAsync(LabOperation lab, LabWish wish)
    {
        var name = wish.Ask(wish.New).Require().Name;
        var there = await LabInventory.ReadAsync(lab, name);
        var plan = LabPlan.Of(wish.For(there), lab.Session.AccountId, lab.Session.Region);
        await LabOffer.RequireAsync(lab, plan.Specification);
        return new(wish, there, plan);
    }
}
