namespace EndpointLab;

/// <summary>Finds prefix lists: the addresses of a service in a Region, or a list of one's own.</summary>
public static class PrefixLists
{
    /// <summary>The id of a prefix list. AWS's own are found once in a session, because they never change.</summary>
    /// <param name="name">An id, a service's short name such as s3, or the whole name of a list.</param>
    /// <exception cref="LabException">There is no such list, or more than one.</exception>
    public static async Task<string> FindAsync(LabOperation lab, string name)
    {
        if (ResourceKind.PrefixList.IsId(name))
        {
            return name;
        }

        var fullName = $"com.amazonaws.{lab.Session.Region}.{name.ToLowerInvariant()}";
        if (lab.Session.PrefixListIds.TryGetValue(fullName, out var known))
        {
            return known;
        }

        var found = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeManagedPrefixListsAsync(
                new() { Filters = ResourceQuery.Where("prefix-list-name", name, fullName).FilterList, NextToken = next }, token),
            response => response.PrefixLists,
            response => response.NextToken,
            name);
        return found switch
        {
            [{ PrefixListName: var its, PrefixListId: var id }] when its == fullName => lab.Session.PrefixListIds[fullName] = id,
            [var list] => list.PrefixListId,
            [] => throw new LabException(
                ErrorId.ResourceNotFound,
                $"There is no prefix list '{name}' in {lab.Session.Region}.",
                "Give s3, dynamodb, the name of a list of your own, or an id (pl-…).",
                name),
            _ => throw new LabException(
                ErrorId.InvalidArgument,
                $"'{name}' is the name of {found.Count} prefix lists: {string.Join(", ", found.Select(list => list.PrefixListId))}.",
                "Give the id of one.",
                name),
        };
    }
}
