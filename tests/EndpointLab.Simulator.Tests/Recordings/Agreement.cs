using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EndpointLab.Simulator.Tests.Recordings;

/// <summary>
/// Holds answers against recorded ones, field by field. A placeholder such as <c>&lt;vpc-id:1&gt;</c> stands for one text wherever
/// it occurs, and two placeholders stand for different ones.
/// </summary>
internal sealed partial class Agreement
{
    private readonly Dictionary<string, string> meanings = [];

    public void Check(JsonNode recorded, JsonNode actual, string path = "$")
    {
        switch (recorded, actual)
        {
            case (JsonObject fields, JsonObject others):
                Assert.Equal(fields.Select(field => field.Key).Order(), others.Select(field => field.Key).Order());
                foreach (var (name, value) in fields)
                    Check(value!, others[name]!, $"{path}.{name}");
                break;
            case (JsonArray items, JsonArray others):
                Assert.True(items.Count == others.Count, $"{path}: {items.Count} recorded, {others.Count} here");
                for (var index = 0; index < items.Count; index++)
                    Check(items[index]!, others[index]!, $"{path}[{index}]");
                break;
            default:
                CheckText(recorded.ToString(), actual.ToString(), path);
                break;
        }
    }

    private void CheckText(string recorded, string actual, string path)
    {
        var names = Placeholder().Matches(recorded).Select(match => match.Value).ToList();
        var pattern = Placeholder().Replace(Regex.Escape(recorded).Replace("\\<", "<", StringComparison.Ordinal), "(.+)");
        var match = Regex.Match(actual, $"^{pattern}$", RegexOptions.IgnoreCase);
        Assert.True(match.Success, $"{path}: {recorded} recorded, {actual} here");
        foreach (var (name, meaning) in names.Zip(match.Groups.Values.Skip(1).Select(group => group.Value)))
        {
            meanings.TryAdd(name, meaning);
            Assert.True(meanings[name] == meaning, $"{path}: {name} is {meanings[name]} elsewhere, {meaning} here");
            Assert.True(meanings.Count(other => other.Value == meaning) == 1, $"{path}: {name} is {meaning}, as another is");
        }
    }

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Placeholder();
}
