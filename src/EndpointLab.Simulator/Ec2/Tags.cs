namespace EndpointLab.Simulator.Ec2;

internal static class Tags
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateTags"] = Create,
        ["DeleteTags"] = Delete,
        ["DescribeTags"] = Describe,
    };

    private static readonly FilterTable<TagDescription> Filters = new()
    {
        { "key", tag => tag.Key },
        { "resource-id", tag => tag.ResourceId },
        { "resource-type", tag => tag.ResourceType },
        { "value", tag => tag.Value },
    };

    private static void Create(Ec2Call call)
    {
        var resources = Resources(call);
        var tags = TagRules.Read(call.Parameters.Structures("Tag"));
        if (tags.Count == 0)
            throw Ec2Errors.MissingParameter("tagSet");
        foreach (var resource in resources)
            TagRules.CheckCount(resource.Tags.Keys.Union(tags.Select(tag => tag.Key)).Count());
        call.Proceed();
        foreach (var resource in resources)
            tags.ForEach(tag => resource.Tags[tag.Key] = tag.Value);
        call.Answer.Success();
    }

    private static void Delete(Ec2Call call)
    {
        var resources = Resources(call);
        var tags = call.Parameters.Structures("Tag").Select(tag => (Key: tag.Required("Key"), Value: tag["Value"])).ToList();
        call.Proceed();
        foreach (var resource in resources)
        {
            if (tags.Count == 0)
                resource.Tags.Clear();
            foreach (var (key, value) in tags)
            {
                if (value is null || resource.Tags.GetValueOrDefault(key) == value)
                    resource.Tags.Remove(key);
            }
        }
        call.Answer.Success();
    }

    private static void Describe(Ec2Call call)
    {
        var tags = call.Region.Tables.SelectMany(table => table.Resources.SelectMany(resource => resource.Tags.Select(
            tag => new TagDescription(resource.Id, table.Kind.Type, tag.Key, tag.Value))));
        call.List(tags, Filters, tag => $"{tag.ResourceId}/{tag.Key}", "tagSet", static (xml, tag) =>
        {
            xml.Text("resourceId", tag.ResourceId);
            xml.Text("resourceType", tag.ResourceType);
            xml.Text("key", tag.Key);
            xml.Text("value", tag.Value);
        });
    }

    private static List<Resource> Resources(Ec2Call call)
    {
        var ids = call.Parameters.List("ResourceId");
        return ids.Count > 0 ? [.. ids.Select(id => Find(call.Region, id))] : throw Ec2Errors.MissingParameter("resourceIdSet");
    }

    private static Resource Find(RegionState region, string id)
    {
        if (region.Find(id) is { } resource)
            return resource;
        var kind = region.Tables.Select(table => table.Kind)
            .FirstOrDefault(kind => id.StartsWith(kind.Prefix + '-', StringComparison.Ordinal));
        kind?.CheckForm(id);
        throw kind?.NotFound(id) ?? Ec2Errors.InvalidId(id);
    }

    private sealed record TagDescription(string ResourceId, string ResourceType, string Key, string Value);
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidId(string id) => new("InvalidID", $"The ID '{id}' is not valid");
}
