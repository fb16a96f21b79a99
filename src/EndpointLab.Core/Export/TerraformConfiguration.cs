using System.Text;
using System.Text.Json.Nodes;
using Sdk = Amazon.EC2.Model;

namespace EndpointLab.Export;

/// <summary>
/// A VPC as a configuration of Terraform's AWS provider: applied, it makes one like it in any account and Region; with its variable
/// <c>import</c> it takes over this one instead, and finds nothing to change.
/// </summary>
internal sealed partial class TerraformConfiguration
{
    private const string Zones = "data.aws_availability_zones.available.names";

    private const string Requirements = """

        terraform {
          required_version = ">= 1.7"
          required_providers {
            aws = {
              source  = "hashicorp/aws"
              version = ">= 5.100"
            }
          }
        }

        """;

    private readonly VpcContents contents;
    private readonly Labels labels = new();
    private readonly References references = new();
    private readonly StringBuilder imports = new();
    private readonly List<(string Head, JsonObject Body)> blocks = [];
    private readonly HashSet<string> data = [];
    private readonly List<string> notes;
    private readonly string vpc;

    private TerraformConfiguration(VpcContents contents)
    {
        this.contents = contents;
        notes = [.. contents.Notes, .. VpcRemarks.Of(contents).Distinct()];
        references.Add(contents.Region, "data.aws_region.current.name");
        references.Add(contents.AccountId, "data.aws_caller_identity.current.account_id");
        AddVariable("import", "Take over the VPC that was exported, with all that is in it, instead of making another one", false);
        AddData("aws_region", "current", []);
        AddData("aws_caller_identity", "current", []);
        AddData("aws_availability_zones", "available", new()
        {
            ["filter"] = new JsonObject { ["name"] = "zone-type", ["values"] = new JsonArray("availability-zone") },
        });
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

    /// <summary>The text of a .tf file. The provider's credentials and Region come from elsewhere, as in any module.</summary>
    public static ExportText Of(VpcContents contents)
    {
        TerraformConfiguration configuration = new(contents);
        return new(configuration.Write(), configuration.notes);
    }

    private string Write()
    {
        StringBuilder hcl = new();
        foreach (var note in (string[])
        [
            .. VpcRemarks.OfCopy(contents),
            "With -var import=true it takes over the VPC that was exported; the import blocks at the end are for that alone.",
            .. notes,
        ])
        {
            hcl.Append("# ").Append(QuotedText.InLine(note)).Append('\n');
        }

        hcl.Append(Requirements.ReplaceLineEndings("\n"));
        foreach (var (head, body) in blocks)
        {
            hcl.Append('\n').Append(head).Append(" {");
            if (body.Count > 0)
            {
                hcl.Append('\n');
                HclText.Write(hcl, body, indent: 2, references);
            }

            hcl.Append("}\n");
        }

        return hcl.Append(imports).ToString();
    }

    /// <param name="importId">By what Terraform finds the one that there is.</param>
    /// <param name="id">The id or name by which other resources name it; null for what none does.</param>
    /// <returns>Its address.</returns>
    private string Add(string type, string label, JsonObject body, string importId, string? id = null, string attribute = "id")
    {
        Present(body);
        if (TakeMarks(body, "").ToList() is { Count: > 0 } marks)
        {
            // They change with the lab, and Terraform leaves them to EndpointLab.
            var ignored = (JsonArray)(body["lifecycle"] ??= Ignore())["ignore_changes"]!;
            marks.ForEach(mark => ignored.Add((JsonNode)new HclExpression(mark)));
        }

        var address = $"{type}.{label}";
        blocks.Add(($"resource \"{type}\" \"{label}\"", body));
        imports.Append($$"""

            import {
              for_each = var.import ? [{{HclText.Quoted(importId)}}] : []
              to       = {{address}}
              id       = each.value
            }

            """.ReplaceLineEndings("\n"));
        if (id is not null)
        {
            references.Add(id, $"{address}.{attribute}");
        }

        return address;
    }

    private HclExpression AddVariable(string name, string description, JsonNode initial)
    {
        var unique = labels.Snake("variable", name, name);
        blocks.Add(($"variable \"{unique}\"", new() { ["description"] = description, ["default"] = initial }));
        return new($"var.{unique}");
    }

    private HclExpression AddData(string type, string label, JsonObject body, string attribute = "")
    {
        if (data.Add($"{type}.{label}"))
        {
            blocks.Add(($"data \"{type}\" \"{label}\"", body));
        }

        return new($"data.{type}.{label}.{attribute}");
    }

    private static HclExpression Of(string address, string attribute = "id") => new($"{address}.{attribute}");

    private static JsonArray? List(IEnumerable<string>? texts) =>
        texts?.ToList() is { Count: > 0 } some ? [.. some.Select(text => (JsonNode)text)] : null;

    private static JsonArray? After(IEnumerable<string> addresses) =>
        addresses.ToList() is { Count: > 0 } some ? [.. some.Select(address => (JsonNode)new HclExpression(address))] : null;

    private static JsonObject? Tags(IEnumerable<Sdk.Tag>? tags) =>
        Tags((tags ?? []).Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));

    /// <summary>Also those of EndpointLab's own, until the resource is added.</summary>
    private static JsonObject? Tags(IEnumerable<KeyValuePair<string, string>> tags)
    {
        var all = tags.ToList();
        var marks = all.Where(tag => VpcContents.IsMark(tag.Key)).OrderBy(tag => tag.Key, StringComparer.Ordinal);
        var some = VpcContents.OwnTags(all).Concat(marks).Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)).ToList();
        return some.Count > 0 ? new(some) : null;
    }

    /// <summary>Takes EndpointLab's own tags out of a block and those in it.</summary>
    /// <param name="path">What leads to the block.</param>
    /// <returns>The way to each.</returns>
    private static IEnumerable<string> TakeMarks(JsonObject body, string path)
    {
        foreach (var (name, value) in body.ToList())
        {
            if (value is not JsonObject members)
            {
                continue;
            }

            foreach (var inner in name == "root_block_device" ? TakeMarks(members, $"{path}{name}[0].") : [])
            {
                yield return inner;
            }

            foreach (var key in name == "tags" ? members.Select(tag => tag.Key).Where(VpcContents.IsMark).ToList() : [])
            {
                members.Remove(key);
                yield return $"{path}{name}[{HclText.Quoted(key)}]";
            }

            if (members.Count == 0)
            {
                body.Remove(name);
            }
        }
    }

    /// <summary>The body without what isn't there.</summary>
    private static JsonObject Present(JsonObject body)
    {
        foreach (var name in body.Where(property => property.Value is null).Select(property => property.Key).ToList())
        {
            body.Remove(name);
        }

        return body;
    }

    private static JsonObject Ignore(params IEnumerable<string> attributes) =>
        new() { ["ignore_changes"] = new JsonArray([.. attributes.Select(attribute => (JsonNode)new HclExpression(attribute))]) };

    private string Label(string type, IEnumerable<Sdk.Tag>? tags, string otherwise) =>
        labels.Snake(type, VpcContents.NameOf(tags), otherwise);
}
