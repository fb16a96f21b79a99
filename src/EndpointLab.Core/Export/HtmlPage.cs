using System.Globalization;
using System.Reflection;
using System.Xml.Linq;
using static EndpointLab.Export.HtmlText;

namespace EndpointLab.Export;

/// <summary>
/// A VPC as one page of HTML: a picture, what a trace of the way to S3 found, and a table that says all that the picture shows. It runs
/// nothing and loads nothing, and its policy forbids both.
/// </summary>
internal sealed class HtmlPage
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private readonly VpcContents contents;
    private readonly VpcTrace traced;
    private readonly VpcPicture picture;
    private readonly IReadOnlyList<string> way;

    private HtmlPage(VpcContents contents, VpcTrace traced)
    {
        (this.contents, this.traced, picture) = (contents, traced, new(contents));
        way = S3Way.In(picture, traced.Trace);
    }

    /// <param name="read">When the VPC was read.</param>
    public static ExportText Of(VpcContents contents, VpcTrace traced, DateTimeOffset read) =>
        new(new HtmlPage(contents, traced).Write(read), contents.Notes);

    /// <summary>The id of what a node is in the table.</summary>
    public static string RowOf(VpcPicture picture, PictureNode node) => $"row-{Number(picture, node)}";

    /// <summary>The id of what a node is in the picture.</summary>
    public static string ShapeOf(VpcPicture picture, PictureNode node) => $"shape-{Number(picture, node)}";

    private static int Number(VpcPicture picture, PictureNode node) => picture.Nodes.ToList().IndexOf(node) + 1;

    private string Write(DateTimeOffset read)
    {
        using var sheet = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("EndpointLab.Export.page.css")!);
        var title = $"VPC {contents.Name}";
        var page = Element(
            "html",
            Attribute("lang", "en"),
            Element(
                "head",
                Element("meta", Attribute("charset", "utf-8")),
                Element("meta", Attribute("http-equiv", "Content-Security-Policy"), Attribute("content", Policy)),
                Element("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1")),
                Element("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark")),
                Element("title", title),
                Element("style", sheet.ReadToEnd())),
            Element(
                "body",
                Element(
                    "header",
                    Element("h1", title),
                    Element("p", string.Create(
                        CultureInfo.InvariantCulture,
                        $"{contents.Vpc.VpcId}, account {contents.AccountId}, {contents.Region}, read {read:yyyy-MM-dd HH:mm} UTC"))),
                Element("main", PictureSection(), WaySection(), TableSection(), NotesSection())));
        // Not all line ends: some are in people's names.
        return $"<!DOCTYPE html>\n{page}\n".Replace(Environment.NewLine, "\n", StringComparison.Ordinal);
    }

    private XElement PictureSection()
    {
        var verdict = traced.Trace is { } trace ? $"The thick line is the way to S3: {Words(trace.Verdict)}." : "No way to S3 is drawn.";
        return Section(
            "picture",
            "Picture",
            Element("p", verdict),
            Element(
                "div",
                Attribute("class", "scroll"),
                Attribute("role", "region"),
                Attribute("aria-label", "Picture of the VPC"),
                Attribute("tabindex", 0),
                VpcDrawing.Of(
                    picture,
                    way,
                    traced.Trace?.Verdict is Verdict.Reachable,
                    $"{contents.Name}, {contents.Vpc.CidrBlock}",
                    $"VPC {contents.Name}",
                    "From left to right: subnets by Availability Zone, route tables, gateways and endpoints, and what is outside. "
                        + "The table below says the same in words.")));
    }

    private XElement WaySection()
    {
        if (traced.Trace is not { } trace)
        {
            return Section("way", "The way to S3", Element("p", traced.Remark));
        }

        return Section(
            "way",
            "The way to S3",
            Element(
                "p",
                Element("strong", Attribute("class", trace.Verdict is Verdict.Reachable ? "open" : "stopped"), Words(trace.Verdict)),
                $": {trace.From} asks {(trace.Bucket is { } bucket ? $"for the bucket {bucket}" : "S3 for its buckets")} ({trace.Action})",
                IsThere(trace.Via) ? $", and today's way leads over {trace.Via}." : ", and today no way leads there."),
            Element("ol", trace.Path.Select(hop => Element(
                "li", Element("strong", hop.Passes switch { true => "passes", false => "stopped", _ => "unknown" }), $" {hop.Text}"))),
            trace.Findings.Length == 0 ? Element("p", "Nothing was found that stops it.") : Element(
                "ol",
                Attribute("class", "findings"),
                trace.Findings.Select(finding => Element(
                    "li",
                    Element("h3", $"{Words(finding.Effect)}: {finding.Cause}"),
                    Element("p", finding.Reason),
                    Element("p", Element("strong", "Fix: "), finding.Advice),
                    Element(
                        "p",
                        Element("code", finding.Rule is null ? finding.ResourceId : $"{finding.ResourceId}, {finding.Rule}"),
                        " ",
                        Element("a", Attribute("href", finding.Source), "AWS's page on it"))))),
            trace.Unread.Length == 0 ? null : List("What could not be read", trace.Unread.Select(unread => $"{unread}")),
            trace.Assumptions.Length == 0 ? null : List("What is taken for granted", trace.Assumptions));
    }

    /// <summary>What a trace supposes, to go on, isn't.</summary>
    private bool IsThere(string? via) => picture.Nodes.Any(node => node.Id == via && !node.IsMissing);

    private XElement TableSection() => Section(
        "table",
        "Everything in it",
        Element(
            "div",
            Attribute("class", "scroll"),
            Attribute("role", "region"),
            Attribute("aria-label", "Table of what is in the VPC"),
            Attribute("tabindex", 0),
            Element(
                "table",
                Element("thead", Element("tr", ((string[])["What", "Name", "Id", "In", "About it", "Leads to"]).Select(
                    head => Element("th", Attribute("scope", "col"), head)))),
                Element("tbody", picture.Nodes.Select(Row)))));

    private XElement Row(PictureNode node) => Element(
        "tr",
        Attribute("id", RowOf(picture, node)),
        Element("td", node.Kind),
        Element("th", Attribute("scope", "row"), Element("a", Attribute("href", $"#{ShapeOf(picture, node)}"), node.Name)),
        Element("td", Element("code", node.Id)),
        Element("td", picture.Nodes.FirstOrDefault(parent => parent.Id == node.Parent)?.Name ?? ""),
        Element("td", Lines(node.Lines.Concat(node.Details))),
        Element("td", Lines(picture.Links.Where(link => link.From == node.Id).Select(LinkText))));

    private string LinkText(PictureLink link) =>
        $"{picture.Nodes.First(node => node.Id == link.To).Name}{(link.Label.Length == 0 ? "" : $" ({link.Label})")}";

    private static object Lines(IEnumerable<string> lines) =>
        lines.ToList() is { Count: > 0 } some ? Element("ul", some.Select(line => Element("li", line))) : "";

    private XElement? NotesSection() => contents.Notes.Count == 0 ? null
        : Section("notes", "Notes", Element("ul", contents.Notes.Select(note => Element("li", note))));

    private static XElement Section(string id, string heading, params object?[] content) => Element(
        "section", Attribute("aria-labelledby", $"{id}-heading"), Element("h2", Attribute("id", $"{id}-heading"), heading), content);

    private static XElement[] List(string heading, IEnumerable<string> lines) =>
        [Element("h3", heading), Element("ul", lines.Select(line => Element("li", line)))];

    private static string Words(Verdict verdict) => verdict switch
    {
        Verdict.Reachable => "Reachable",
        Verdict.Intermittent => "Intermittent: some connections pass",
        Verdict.Blocked => "Blocked by the network",
        Verdict.Denied => "Denied by a policy",
        _ => "Unknown",
    };

    private static string Words(FindingEffect effect) => effect switch
    {
        FindingEffect.Blocks => "Blocks",
        FindingEffect.BlocksPartly => "Blocks partly",
        _ => "Worth knowing",
    };
}
