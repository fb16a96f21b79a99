using System.Globalization;
using System.Xml.Linq;
using static EndpointLab.Export.HtmlText;

namespace EndpointLab.Export;

/// <summary>A picture as SVG: a column for each step that traffic takes, and lines from one to the next.</summary>
internal sealed class VpcDrawing
{
    private const int LineHeight = 17, Padding = 10, Gap = 16, Top = 56, CharacterWidth = 8, MostLines = 8;

    /// <summary>The left edge and the width of each column.</summary>
    private static readonly Dictionary<PictureColumn, (int Left, int Width)> Columns = new()
    {
        [PictureColumn.Subnets] = (24, 330),
        [PictureColumn.Tables] = (424, 320),
        [PictureColumn.Gateways] = (814, 260),
        [PictureColumn.Outside] = (1144, 206),
    };

    private const int Width = 1360, VpcRight = 1098;

    private readonly VpcPicture picture;
    private readonly Dictionary<string, (int Left, int Top, int Width, int Height)> boxes = [];
    private readonly List<XElement> shapes = [];

    private VpcDrawing(VpcPicture picture)
    {
        this.picture = picture;
        foreach (var column in Columns.Keys)
        {
            var y = Top;
            foreach (var node in picture.Nodes.Where(node => node.Column == column && node.Parent is null))
            {
                y += Draw(node, Columns[column].Left, y, Columns[column].Width) + Gap;
            }
        }
    }

    /// <param name="way">The ids of what the way to S3 passes, in order; empty for none.</param>
    /// <param name="isOpen">Whether it can be used.</param>
    /// <param name="title">The picture's name.</param>
    /// <param name="description">What is to be seen in it.</param>
    public static XElement Of(VpcPicture picture, IReadOnlyList<string> way, bool isOpen, string vpc, string title, string description) =>
        new VpcDrawing(picture).Write(way, isOpen, vpc, title, description);

    private XElement Write(IReadOnlyList<string> way, bool isOpen, string vpc, string title, string description)
    {
        var bottom = Math.Max(boxes.Values.Select(box => box.Top + box.Height).DefaultIfEmpty(Top).Max(), Lane) + Gap;
        var steps = way.Zip(way.Skip(1)).ToHashSet();
        return Element(
            "svg",
            Attribute("viewBox", $"0 0 {Width} {bottom + Padding}"),
            Attribute("role", "group"),
            Attribute("aria-labelledby", "picture-title"),
            Attribute("aria-describedby", "picture-description"),
            Element("title", Attribute("id", "picture-title"), title),
            Element("desc", Attribute("id", "picture-description"), description),
            Rectangle("vpc", Padding, Padding, VpcRight, bottom - Padding),
            Line("heading", 24, Top - 18, Fitting($"VPC {vpc}", VpcRight)),
            picture.Links.Where(link => !steps.Contains((link.From, link.To))).Select(link => Curve(link.From, link.To, "link")),
            shapes,
            steps.Where(step => boxes.ContainsKey(step.First) && boxes.ContainsKey(step.Second))
                .Select(step => Curve(step.First, step.Second, isOpen ? "way open" : IsMissing(step) ? "way missing" : "way stopped")));
    }

    /// <summary>Below the route tables, where lines pass that lead to none of them.</summary>
    private int Lane => picture.Nodes.Where(node => node.Column is PictureColumn.Tables)
        .Select(node => boxes[node.Id].Top + boxes[node.Id].Height).DefaultIfEmpty(Top).Max() + Gap;

    /// <summary>Whether no route leads to the endpoint that it takes, or there is none.</summary>
    private bool IsMissing((string From, string To) step) =>
        picture.Nodes.Any(node => node.IsMissing && (node.Id == step.From || node.Id == step.To))
        || picture.Nodes.Any(node => node.Id == step.From && node.Column is PictureColumn.Tables)
        && !picture.Links.Any(link => link.To == step.To && link.From == step.From);

    /// <returns>Its height.</returns>
    private int Draw(PictureNode node, int left, int top, int width)
    {
        List<string> lines = [node.Name, node.Kind, .. node.Name == node.Id || node.IsMissing ? [] : (string[])[node.Id], .. Shown(node)];
        var own = Padding + (lines.Count * LineHeight);
        // What lies in it is drawn after it, and so above.
        var place = shapes.Count;
        var inner = own;
        foreach (var child in picture.Nodes.Where(child => child.Parent == node.Id))
        {
            inner += Draw(child, left + Padding, top + inner + Padding, width - (2 * Padding)) + Padding;
        }

        var height = inner + Padding;
        boxes[node.Id] = (left, top, width, height);
        shapes.Insert(place, Element(
            "a",
            Attribute("href", $"#{HtmlPage.RowOf(picture, node)}"),
            Attribute("id", HtmlPage.ShapeOf(picture, node)),
            Attribute("class", node.IsPlace ? "place" : node.IsMissing ? "thing missing" : "thing"),
            Attribute("aria-label", $"{node.Name}, {node.Kind}"),
            Element("title", string.Join("\n", [node.Name, $"{node.Kind} {node.Id}", .. node.Lines, .. node.Details])),
            Rectangle("box", left, top, width, height),
            lines.Select((line, index) => Line(
                index == 0 ? "name" : "line", left + Padding, top + Padding + ((index + 1) * LineHeight) - 5, Fitting(line, width)))));
        return height;
    }

    private static IEnumerable<string> Shown(PictureNode node) => node.Column is PictureColumn.Outside ? []
        : node.Lines.Count <= MostLines ? node.Lines
        : [.. node.Lines.Take(MostLines - 1), $"… and {node.Lines.Count - MostLines + 1} more"];

    private XElement Curve(string from, string to, string kind)
    {
        var (start, end) = (boxes[from], boxes[to]);
        var isBack = end.Left < start.Left;
        var (x1, y1) = (isBack ? start.Left : start.Left + start.Width, start.Top + (Math.Min(start.Height, 60) / 2));
        var (x2, y2) = (isBack ? end.Left + end.Width : end.Left, end.Top + (Math.Min(end.Height, 60) / 2));
        return Element("path", Attribute("class", kind), Attribute("aria-hidden", "true"), Attribute("d", $"M{x1} {y1}{Way()}"));

        string Way()
        {
            var tables = Columns[PictureColumn.Tables];
            return x1 < tables.Left && x2 > tables.Left + tables.Width
                ? $"{Bend(x1, y1, tables.Left, Lane)}H{tables.Left + tables.Width}{Bend(tables.Left + tables.Width, Lane, x2, y2)}"
                : Bend(x1, y1, x2, y2);
        }
    }

    private static string Bend(int x1, int y1, int x2, int y2)
    {
        var half = (x2 - x1) / 2;
        return $"C{x1 + half} {y1} {x2 - half} {y2} {x2} {y2}";
    }

    private static XElement Rectangle(string kind, int left, int top, int width, int height) => Element(
        "rect",
        Attribute("class", kind),
        Attribute("x", left),
        Attribute("y", top),
        Attribute("width", width),
        Attribute("height", height),
        Attribute("rx", 6));

    private static XElement Line(string kind, int x, int y, string text) =>
        Element("text", Attribute("class", kind), Attribute("x", x), Attribute("y", y), text);

    /// <summary>As much of a text as has room; all of it is in the table. East Asian characters are twice as wide as others.</summary>
    private static string Fitting(string text, int width)
    {
        const char firstWide = '\u1100';
        var room = (width - (2 * Padding)) / CharacterWidth;
        var elements = StringInfo.GetTextElementEnumerator(text);
        List<string> fitting = [];
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            room -= element[0] >= firstWide ? 2 : 1;
            if (room < 0)
            {
                return string.Concat([.. fitting.Take(fitting.Count - 1), "…"]);
            }

            fitting.Add(element);
        }

        return text;
    }
}
