namespace EndpointLab.Labs;

/// <summary>Holds what there is of a lab against what is planned, and changes nothing. What it finds is told in sentences.</summary>
internal static class LabComparison
{
    /// <summary>
    /// What is other than planned, as far as lists tell: nothing of a lab that somebody still builds or removes, and nothing of a resource
    /// while another one lacks that it depends on.
    /// </summary>
    public static async Task<IReadOnlyList<string>> RunAsync(LabOperation lab, LabInventory there)
    {
        if (there.State is LabTags.Building or LabTags.Removing || there.PlanIn(lab.Session) is not { } plan)
        {
            return [];
        }

        List<string> all = [.. Unplanned(plan, there)];
        foreach (var node in plan.Nodes)
        {
            var holders = there.Of(node.Role);
            all.AddRange(holders.Skip(1).Select(other => Second(node, holders[0], other)));
            if (node.DependsOn.Append(node.Role).All(role => there.IdOf(role) is not null))
            {
                all.AddRange(await CompareAsync(lab, there, node, holders[0]));
            }
        }

        return all;
    }

    /// <summary>What is tagged as the lab's, and has no place in it.</summary>
    public static IEnumerable<string> Unplanned(LabPlan plan, LabInventory there) => there.Resources
        .Where(one => LabInventory.IsThere(one) && !plan.Nodes.Any(node => node.Role == LabInventory.RoleOf(one)))
        .Select(one => $"{one.Id} is tagged as the lab's, but isn't planned.");

    /// <summary>That a role is held twice.</summary>
    public static string Second(LabNode node, LabResource kept, LabResource other) =>
        $"{other.Id} is tagged as the lab's {node.Role} as well as {kept.Id}, which is used.";

    private static async Task<IEnumerable<string>> CompareAsync(LabOperation lab, LabInventory there, LabNode node, LabResource found)
    {
        try
        {
            return (await node.CompareAsync(lab, role => there.IdOf(role)!, found)).Select(difference => difference.Text);
        }
        catch (LabException error)
        {
            lab.Reporter.Warning($"The {node.Role} of the lab {there.Name} isn't compared with its plan: {error.Message}");
            return [];
        }
    }
}
