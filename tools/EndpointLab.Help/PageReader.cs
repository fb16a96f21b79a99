using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace EndpointLab.Help;

/// <summary>Reads a page of docs/cmdlets, whose form docs/cmdlets/README.md describes.</summary>
internal static class PageReader
{
    private const string Opening = "";

    private static readonly string[] Headings = [Opening, "Description", "Parameters", "Examples", "Outputs", "Notes", "Links"];

    public static Page Read(string file, List<HelpError> errors)
    {
        var blocks = Markdown.Parse(File.ReadAllText(file)).ToList();
        var title = blocks.OfType<HeadingBlock>().FirstOrDefault(heading => heading.Level == 1);
        var sections = Split(blocks.SkipWhile(block => block != title).Skip(1), level: 2).ToList();
        foreach (var (heading, line, _) in sections.Where(section => !Headings.Contains(section.Heading)))
            errors.Add(new(file, line, $"'{heading}' is none of a page's headings ({string.Join(", ", Headings[1..])})."));

        IEnumerable<Block> Under(string heading) => sections.Where(section => section.Heading == heading).SelectMany(section => section.Blocks);
        return new Page(
            file,
            title is null ? "" : PlainText.Of(title.Inline),
            PlainText.Paragraphs(Under(Opening)),
            PlainText.Paragraphs(Under("Description")),
            [.. Split(Under("Parameters"), level: 3).Where(part => part.Heading != Opening)
                .Select(part => new Section(part.Heading, part.Line, PlainText.Paragraphs(part.Blocks)))],
            [.. Split(Under("Examples"), level: 3).Where(part => part.Heading != Opening).Select(Example)],
            PlainText.Paragraphs(Under("Outputs")),
            PlainText.Paragraphs(Under("Notes")),
            [.. Under("Links").OfType<ListBlock>().SelectMany(list => list).SelectMany(item => item.Descendants<ParagraphBlock>()).Select(Link)]);
    }

    private static Example Example((string Heading, int Line, List<Block> Blocks) part)
    {
        var code = part.Blocks.OfType<FencedCodeBlock>().Where(block => block.Info == "powershell").ToList();
        return new Example(part.Heading, part.Line, string.Join("\n", code.Select(PlainText.Code)), code.Any(block => block.Arguments == "aws"),
            PlainText.Paragraphs(part.Blocks.Except(code)));
    }

    private static Link Link(ParagraphBlock paragraph) =>
        new(PlainText.Of(paragraph.Inline), paragraph.Inline!.Descendants<LinkInline>().FirstOrDefault()?.Url);

    // Blocks grouped by the heading of this level they stand under; those before the first one under the empty heading.
    private static IEnumerable<(string Heading, int Line, List<Block> Blocks)> Split(IEnumerable<Block> blocks, int level)
    {
        var part = (Heading: Opening, Line: 1, Blocks: new List<Block>());
        foreach (var block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level == level)
            {
                yield return part;
                part = (PlainText.Of(heading.Inline), heading.Line + 1, []);
            }
            else part.Blocks.Add(block);
        }
        yield return part;
    }
}
