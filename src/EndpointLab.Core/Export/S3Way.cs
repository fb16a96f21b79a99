namespace EndpointLab.Export;

/// <summary>The way to S3 in a picture.</summary>
internal static class S3Way
{
    /// <summary>The ids of what a trace passes: its beginning, route tables, endpoints or gateways, and what is behind.</summary>
    public static IReadOnlyList<string> In(VpcPicture picture, S3AccessTrace? trace)
    {
        if (trace is null)
        {
            return [];
        }

        List<string> way = [trace.From];
        foreach (var hop in trace.Path.Where(hop => hop.Layer is PathLayer.Route or PathLayer.Gateway or PathLayer.Endpoint))
        {
            if (picture.Nodes.FirstOrDefault(node => node.Id.Equals(hop.ResourceId, StringComparison.OrdinalIgnoreCase)) is { } node)
            {
                way.Add(node.Id);
            }
            else if (hop.Layer is PathLayer.Endpoint)
            {
                // What a trace supposes, to go on, isn't there.
                way.AddRange(picture.AddMissingEndpoint());
            }
        }

        var behind = picture.Links.FirstOrDefault(link => link.From == way[^1]
            && picture.Nodes.Any(node => node.Id == link.To && node.Column is PictureColumn.Outside));
        return [.. way, .. behind is null ? [] : (string[])[behind.To]];
    }
}
