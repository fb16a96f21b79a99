using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace EndpointLab.Help;

/// <summary>Markdown as the paragraphs of plain text that a console's help shows.</summary>
internal static class PlainText
{
    public static IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks) => [.. blocks.SelectMany(Paragraphs)];

    public static string Of(ContainerInline? inlines) => string.Concat(inlines?.Select(Of) ?? []);

    public static string Code(FencedCodeBlock block) => block.Lines.ToString().TrimEnd();

    private static IEnumerable<string> Paragraphs(Block block) => block switch
    {
        ParagraphBlock paragraph => [Of(paragraph.Inline)],
        ListBlock list => list.Cast<ListItemBlock>().Select(item => "- " + string.Join(' ', item.SelectMany(Paragraphs))),
        FencedCodeBlock code => [Code(code)],
        _ => [],
    };

    private static string Of(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        AutolinkInline link => link.Url,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        ContainerInline container => Of(container),
        _ => "",
    };
}
