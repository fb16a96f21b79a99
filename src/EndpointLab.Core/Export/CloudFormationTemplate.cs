using System.Text;
using System.Text.Json.Nodes;
using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>
/// A VPC as a CloudFormation template, which makes one like it in any account and Region. What differs between those is a parameter or
/// one of CloudFormation's own.
/// </summary>
internal sealed partial class CloudFormationTemplate
{
    private readonly VpcContents contents;
    private readonly Labels labels = new();
    private readonly References references = new();
    private readonly JsonObject parameters = [], resources = [];
    private readonly List<string> notes;
    private readonly string vpc;

    private CloudFormationTemplate(VpcContents contents)
    {
        this.contents = contents;
        notes = [.. contents.Notes, .. VpcRemarks.Of(contents).Distinct()];
        references.Add(contents.Region, "AWS::Region");
        references.Add(contents.AccountId, "AWS::AccountId");
        vpc = AddVpc();
        AddDhcpOptions();
        AddGateways();
        AddVpnGateways();
        AddPeerings();
        AddSubnets();
        AddExclusions();
        AddNatGateways();
        AddPrefixLists();
        AddGroups();
        AddAcls();
        AddStorage();
        AddEndpoints();
        AddInstances();
        AddInterfaces();
        AddRouteTables();
    }

    /// <summary>The template in YAML.</summary>
    public static ExportText Of(VpcContents contents)
    {
        CloudFormationTemplate template = new(contents);
        return new(template.Write(), template.notes);
    }

    private string Write()
    {
        StringBuilder yaml = new();
        foreach (var note in (string[])[.. VpcRemarks.OfCopy(contents), .. notes])
        {
            yaml.Append("# ").Append(QuotedText.InLine(note)).Append('\n');
        }

        JsonObject frame = new() { ["AWSTemplateFormatVersion"] = "2010-09-09", ["Description"] = Text($"The network of {contents.Name}") };
        if (parameters.Count > 0)
        {
            frame["Parameters"] = parameters;
        }

        frame["Resources"] = resources;
        YamlText.Write(yaml, frame, indent: 0, references);
        return yaml.ToString();
    }

    /// <param name="id">The id or name by which other resources name it; null for what none does.</param>
    /// <param name="attribute">The attribute that is the id; null where it is what Ref gives.</param>
    private string Add(
        string type, string label, JsonObject properties, string? id = null, string? attribute = null, params IEnumerable<string> dependsOn)
    {
        JsonObject resource = new() { ["Type"] = type };
        JsonArray others = [.. dependsOn.Select(other => (JsonNode)other)];
        if (others.Count > 0)
        {
            resource["DependsOn"] = others;
        }

        resource["Properties"] = Present(properties);
        resources[label] = resource;
        if (id is not null)
        {
            references.Add(id, attribute is null ? label : $"{label}.{attribute}");
        }

        return label;
    }

    private string AddParameter(string? name, string noun, JsonObject definition)
    {
        var label = labels.Pascal(name, noun);
        parameters[label] = definition;
        return label;
    }

    /// <param name="initial">Null for one that has to be given.</param>
    private string AddParameter(string? name, string noun, string? initial, string description) => AddParameter(
        name, noun, Present(new() { ["Type"] = "String", ["Default"] = initial, ["Description"] = Text(description) }));

    /// <summary>For where there can be no function, which is needed to write what looks like a variable of one.</summary>
    private static string Text(string text) => text.Replace("${", "$ {", StringComparison.Ordinal);

    /// <summary>The properties without what isn't there.</summary>
    private static JsonObject Present(JsonObject properties)
    {
        foreach (var name in properties.Where(property => property.Value is null).Select(property => property.Key).ToList())
        {
            properties.Remove(name);
        }

        return properties;
    }

    /// <summary>Says that users' tags are left out, where a type of CloudFormation's has none.</summary>
    private void NoteTags(string of, IEnumerable<Sdk.Tag>? tags)
    {
        var note = $"Tags of {of} are left out: CloudFormation gives them none.";
        if (VpcContents.OwnTags(tags).Count > 0 && !notes.Contains(note))
        {
            notes.Add(note);
        }
    }

    private static JsonObject Ref(string label) => new() { ["Ref"] = label };

    private static JsonArray? List(IEnumerable<string>? texts) =>
        texts?.ToList() is { Count: > 0 } some ? [.. some.Select(text => (JsonNode)text)] : null;

    private static JsonArray? Tags(IEnumerable<Sdk.Tag>? tags) =>
        Tags((tags ?? []).Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));

    private static JsonArray? Tags(IEnumerable<KeyValuePair<string, string>> tags) => VpcContents.OwnTags(tags) is { Count: > 0 } some
        ? [.. some.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]
        : null;

    private static string? NameOf(IEnumerable<Sdk.Tag>? tags) => VpcContents.NameOf(tags);
}
