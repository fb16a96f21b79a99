using System.Globalization;

namespace EndpointLab.Labs;

/// <summary>The tags by which a lab is found again.</summary>
internal static class LabTags
{
    /// <summary>What all tags of EndpointLab's own begin with.</summary>
    public const string Prefix = "endpointlab:";

    /// <summary>The lab's name, on all that belongs to it.</summary>
    public const string Lab = Prefix + "lab";

    /// <summary>Which of the lab's resources it is.</summary>
    public const string Role = Prefix + "role";

    /// <summary>When the lab may be removed.</summary>
    public const string Expires = Prefix + "expires";

    /// <summary>When the lab was begun, on its VPC.</summary>
    public const string Created = Prefix + "created";

    /// <summary>What the lab is to have, on its VPC.</summary>
    public const string Plan = Prefix + "plan";

    /// <summary>How far the lab is, on its VPC: one of the following.</summary>
    public const string State = Prefix + "state";

    public const string Building = "building";
    public const string Complete = "complete";
    public const string Removing = "removing";

    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static DateTime? ReadTime(IReadOnlyDictionary<string, string> tags, string key) =>
        tags.TryGetValue(key, out var text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time)
            ? time.UtcDateTime
            : null;

    /// <summary>What one of a lab's resources is tagged with.</summary>
    /// <param name="expires">When the lab may be removed; null for never.</param>
    public static SortedDictionary<string, string> Of(string lab, LabNode node, string? expires)
    {
        SortedDictionary<string, string> tags = new(StringComparer.Ordinal) { ["Name"] = node.Name, [Lab] = lab, [Role] = node.Role };
        if (expires is not null)
        {
            tags[Expires] = expires;
        }

        return tags;
    }

    /// <summary>What is made in a VPC is tagged with: in a lab's as the build would do it, in any other with nothing.</summary>
    /// <param name="node">Which of the resources of a lab of that name it is.</param>
    public static async Task<IReadOnlyDictionary<string, string>> InVpcAsync(LabOperation lab, string vpcId, Func<string, LabNode> node)
    {
        var tags = (await Vpcs.GetAsync(lab, vpcId)).Tags;
        return tags.TryGetValue(Lab, out var name) ? Of(name, node(name), tags.GetValueOrDefault(Expires)) : [];
    }

    /// <summary>What a query finds that belongs to a lab.</summary>
    /// <param name="name">Null for any lab.</param>
    /// <param name="role">Null for all of it.</param>
    public static ResourceQuery Query(string? name, string? role = null)
    {
        Dictionary<string, string[]> filters = name is null ? new() { ["tag-key"] = [Lab] } : new() { [$"tag:{Lab}"] = [name] };
        if (role is not null)
        {
            filters[$"tag:{Role}"] = [role];
        }

        return new([], filters);
    }
}
