using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EndpointLab.Cmdlets.Tests.Labs;

/// <summary>Whatever people call things, a chart and a page show it, and take nothing of it for a part of theirs.</summary>
public sealed partial class ExportNamesTests : IDisposable
{
    private static readonly string[] Pieces =
    [
        "\"", "'", "\\", "`", "[", "]", "(", ")", "{", "}", "|", ";", "#", "#1;", "#quot;", "&", "&lt;", "<", ">", "<b>", "<br>", "</text></svg>",
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "-->", "---", "==>", "-.->", "~~~", "%%", "%%{init: {}}%%",
        "end", "subgraph", "click n1", "classDef x", "style n1", ":::x", "@{", "$$x$$", "**b**", "_i_", "1. ", "- ", "+ ", "\n", "\t", "\u2028", "\u202e",
        "\ud83d\ude00", "é", "名前", "]]>", "<!--", "<?xml?>", " ", "a", "7",
    ];

    private static readonly string[] Elements =
    [
        "html", "head", "meta", "title", "style", "body", "header", "main", "section", "h1", "h2", "h3", "p", "div", "ul", "ol", "li", "strong", "code",
        "a", "table", "thead", "tbody", "tr", "th", "td", "svg", "desc", "rect", "path", "text",
    ];

    private readonly LabShell shell = new();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_chart_shows_names_as_they_are(int seed)
    {
        var names = Names(seed);
        var lines = Export(names, "Mermaid").TrimEnd().Split('\n');

        Assert.All(lines, line => Assert.Matches(Chart(), line));
        var labels = lines.Select(line => Decode(Chart().Match(line).Groups["label"].Value)).ToList();
        // A label is one line, in which what can't be seen is a space.
        Assert.All(names.Skip(1), name => Assert.Contains(
            labels, label => label.StartsWith($"{Unseen().Replace(name, " ")} (subnet), 10.0.", StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.DoesNotMatch(@"\[""(\d+[.)]|-) ", line));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_page_shows_names_as_they_are(int seed)
    {
        var names = Names(seed);
        var page = XDocument.Parse(Export(names, "Html"), LoadOptions.PreserveWhitespace);

        Assert.Empty(names.Skip(1).Except(page.Descendants("th").Elements("a").Select(name => name.Value)));
        Assert.Empty(page.Descendants().Select(element => element.Name.LocalName).Except(Elements));
        Assert.All(page.Descendants().Attributes(), attribute => Assert.DoesNotMatch("^(on.*|src|style)$", attribute.Name.LocalName));
        Assert.All(page.Descendants().Attributes("href"), link => Assert.Matches(@"^#(row|shape)-\d+$|^https://docs\.aws\.amazon\.com/", link.Value));
    }

    private static string[] Names(int seed)
    {
        Random random = new(seed);
        return
        [
            .. Enumerable.Range(0, 40).Select(_ => string.Concat(random.GetItems(Pieces, random.Next(1, 7))))
                .Where(name => name.Trim().Length > 0).Distinct(),
        ];
    }

    private string Export(string[] names, string format) => shell.Run(
        """
        param([string[]] $names, $format)
        $null = Connect-LabSession -Lifecycle Instant
        $vpc = New-LabVpc 10.0.0.0/16 -Name $names[0]
        1..($names.Count - 1) | ForEach-Object { $null = $vpc | New-LabSubnet -CidrBlock "10.0.$_.0/24" -Name $names[$_] }
        $vpc | Export-EndpointLab -Format $format
        """,
        names,
        format).ShouldSucceed().Single<string>();

    private static string Decode(string label) =>
        Entity().Replace(label, match => $"{(char)int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)}");

    [GeneratedRegex("#([0-9]+);")]
    private static partial Regex Entity();

    [GeneratedRegex(@"[\p{Cc}\p{Cf}\u2028\u2029]")]
    private static partial Regex Unseen();

    // In quotes Mermaid reads entities and, in new versions, Markdown. Nothing else is left of what has a meaning.
    [GeneratedRegex(
        @"^flowchart LR$|^ +end$|^ +(?:subgraph )?\w+\[""(?<label>(?:[\p{L}\p{Nd}\p{Cs} .,:/()-]|#[0-9]+;|<br>)*)""\]$"
        + @"|^ +\w+ -->(?:\|""(?:[\p{L}\p{Nd}\p{Cs} .,:/()-]|#[0-9]+;)*""\|)? \w+$")]
    private static partial Regex Chart();
}
