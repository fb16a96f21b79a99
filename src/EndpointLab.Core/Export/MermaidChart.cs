using System.Globalization;
using System.Text;

namespace EndpointLab.Export;

/// <summary>A picture as a flowchart of Mermaid's, as GitHub shows it.</summary>
internal sealed class MermaidChart
{
    private readonly StringBuilder chart = new();
    private readonly VpcPicture picture;
    private readonly Dictionary<string, string> ids;

    private MermaidChart(VpcContents contents)
    {
        picture = new(contents);
        ids = picture.Nodes.Select((node, index) => (node.Id, Name: $"n{index + 1}")).ToDictionary(one => one.Id, one => one.Name);
        chart.Append("flowchart LR\n");
        var inside = picture.Nodes.Where(node => node.Column is not PictureColumn.Outside).ToList();
        chart.Append(CultureInfo.InvariantCulture, $"  subgraph vpc[\"{Label([$"VPC {contents.Name}, {contents.Vpc.CidrBlock}"])}\"]\n");
        foreach (var node in inside.Where(node => node.Parent is null))
        {
            Write(node, indent: 4);
        }

        chart.Append("  end\n");
        foreach (var node in picture.Nodes.Except(inside))
        {
            Write(node, indent: 2);
        }

        foreach (var link in picture.Links)
        {
            var label = link.Label.Length == 0 ? "" : $"|\"{Label([link.Label])}\"|";
            chart.Append(CultureInfo.InvariantCulture, $"  {ids[link.From]} -->{label} {ids[link.To]}\n");
        }
    }

    public static ExportText Of(VpcContents contents) => new($"{new MermaidChart(contents).chart}", contents.Notes);

    private void Write(PictureNode node, int indent)
    {
        string[] lines = [node.Name == node.Id && node.Parent is null ? node.Name : $"{node.Name} ({node.Kind})", .. Lines(node)];
        // The title of a place has a single line's room.
        var label = node.IsPlace ? Label([string.Join(", ", lines)]) : Label(lines);
        var children = picture.Nodes.Where(child => child.Parent == node.Id).ToList();
        chart.Append(' ', indent);
        if (!node.IsPlace)
        {
            chart.Append(CultureInfo.InvariantCulture, $"{ids[node.Id]}[\"{label}\"]\n");
            return;
        }

        chart.Append(CultureInfo.InvariantCulture, $"subgraph {ids[node.Id]}[\"{label}\"]\n");
        foreach (var child in children)
        {
            Write(child, indent + 2);
        }

        chart.Append(' ', indent).Append("end\n");
    }

    /// <summary>A chart has no room for routes, which its links have, nor for more than one line of a gateway's.</summary>
    private static IEnumerable<string> Lines(PictureNode node) => node.Column switch
    {
        PictureColumn.Subnets => node.Lines,
        PictureColumn.Gateways => node.Lines.Take(1),
        _ => [],
    };

    /// <summary>A quoted label in which nothing means anything to Mermaid or HTML.</summary>
    private static string Label(IEnumerable<string> lines) => string.Join("<br>", lines.Select(Escaped));

    private static string Escaped(string text) => string.Concat(QuotedText.InLine(text).Select((one, index) =>
        char.IsLetterOrDigit(one) || char.IsSurrogate(one) || (" .,:/()-".Contains(one) && !BeginsList(text, index))
            ? $"{one}" : $"#{(int)one};"));

    /// <summary>Whether Markdown, as which labels are read, may take it for the mark of a list's item.</summary>
    private static bool BeginsList(string text, int index) => ".)-".Contains(text[index]) && text.ElementAtOrDefault(index + 1) is ' ';
}
