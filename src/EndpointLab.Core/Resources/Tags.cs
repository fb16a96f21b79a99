using System.Collections;
using System.Collections.ObjectModel;
using System.Globalization;
using Amazon.EC2;
using Amazon.EC2.Model;

namespace EndpointLab.Resources;

/// <summary>Tags as users give them, as EC2 takes them, and as EC2 returns them.</summary>
internal static class Tags
{
    public static ReadOnlyDictionary<string, string> Read(IEnumerable<Tag>? tags) =>
        new(new SortedDictionary<string, string>(
            (tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value ?? ""), StringComparer.Ordinal));

    /// <summary>What a Create call takes so that the resource is born with its tags; null without any.</summary>
    public static List<TagSpecification>? Specify(ResourceType type, IReadOnlyDictionary<string, string> tags) =>
        tags.Count == 0 ? null : [new() { ResourceType = type, Tags = [.. tags.Select(tag => new Tag(tag.Key, tag.Value))] }];

    /// <summary>Tags a resource of EC2's that is there.</summary>
    public static Task SetAsync(LabOperation lab, string id, IReadOnlyDictionary<string, string> tags) => lab.Ec2(
        (ec2, token) => ec2.CreateTagsAsync(
            new() { Resources = [id], Tags = [.. tags.Select(tag => new Tag(tag.Key, tag.Value))] }, token), id);

    /// <summary>-Name and -Tag of a New- cmdlet in one.</summary>
    public static IReadOnlyDictionary<string, string> Combine(string? name, IDictionary? tags)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry tag in tags ?? new Hashtable())
        {
            all[Text(tag.Key)] = Text(tag.Value);
        }

        if (name is not null)
        {
            all["Name"] = name;
        }

        return all;
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
