namespace EndpointLab.Help;

/// <summary>A cmdlet with its page, and the text of each of its parameters.</summary>
internal sealed record Topic(CmdletSyntax Cmdlet, Page Page, IReadOnlyDictionary<string, IReadOnlyList<string>> ParameterTexts);

/// <summary>Brings cmdlets and pages together, and says what either side lacks.</summary>
internal static class Topics
{
    // Texts of parameters that many cmdlets share; a cmdlet's own page overrides them.
    private const string Common = "_common";
    private const int FewestExamples = 2;

    public static IReadOnlyList<Topic> Match(IReadOnlyList<CmdletSyntax> cmdlets, string folder, List<HelpError> errors)
    {
        var pages = ReadAll(folder, errors).ToDictionary(page => Path.GetFileNameWithoutExtension(page.File));
        if (!pages.Remove(Common, out var common)) throw new FileNotFoundException($"The texts of shared parameters, {folder}/{Common}.md, are missing.");

        foreach (var page in pages.Values.ExceptBy(cmdlets.Select(cmdlet => cmdlet.Name), page => Path.GetFileNameWithoutExtension(page.File)))
            errors.Add(new(page.File, 1, $"There is no cmdlet {Path.GetFileNameWithoutExtension(page.File)}."));
        foreach (var unused in common.Parameters.Where(section => cmdlets.All(cmdlet => cmdlet.Parameters.All(parameter => Heading(parameter) != section.Heading))))
            errors.Add(new(common.File, unused.Line, $"No cmdlet has a parameter {unused.Heading}."));

        var topics = new List<Topic>();
        foreach (var cmdlet in cmdlets)
        {
            if (pages.TryGetValue(cmdlet.Name, out var page)) topics.Add(Match(cmdlet, page, common, errors));
            else errors.Add(new(Path.Join(folder, cmdlet.Name + ".md"), 1, $"{cmdlet.Name} has no page."));
        }
        return topics;
    }

    /// <summary>The pages of a folder: those of cmdlets and the one of shared parameters.</summary>
    public static IEnumerable<Page> ReadAll(string folder, List<HelpError> errors) =>
        Directory.EnumerateFiles(folder, "*.md").Where(file => Path.GetFileName(file) != "README.md").Select(file => PageReader.Read(file, errors));

    private static Topic Match(CmdletSyntax cmdlet, Page page, Page common, List<HelpError> errors)
    {
        void Error(int line, string message) => errors.Add(new(page.File, line, message));
        if (page.Title != cmdlet.Name) Error(1, $"The title is '{page.Title}', not '{cmdlet.Name}'.");
        if (page.Synopsis.Count != 1) Error(1, $"{cmdlet.Name} needs a synopsis of one paragraph under its title.");
        if (page.Description.Count == 0) Error(1, $"{cmdlet.Name} has no description.");
        if (page.Examples.Count < FewestExamples) Error(1, $"{cmdlet.Name} has fewer than {FewestExamples} examples.");
        foreach (var example in page.Examples.Where(example => example.Code.Length == 0)) Error(example.Line, $"The example '{example.Title}' has no PowerShell.");
        foreach (var section in page.Parameters.ExceptBy(cmdlet.Parameters.Select(Heading), section => section.Heading))
            Error(section.Line, $"{cmdlet.Name} has no parameter {section.Heading}.");

        var texts = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var parameter in cmdlet.Parameters)
        {
            var section = page.Parameters.Concat(common.Parameters).FirstOrDefault(section => section.Heading == Heading(parameter));
            if (section is null or { Paragraphs.Count: 0 }) Error(section?.Line ?? 1, $"The parameter {Heading(parameter)} of {cmdlet.Name} has no text.");
            else texts[parameter.Name] = section.Paragraphs;
        }
        return new(cmdlet, page, texts);
    }

    private static string Heading(ParameterSyntax parameter) => "-" + parameter.Name;
}
