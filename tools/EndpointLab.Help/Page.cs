namespace EndpointLab.Help;

/// <summary>Text under a heading, as paragraphs of plain text.</summary>
internal sealed record Section(string Heading, int Line, IReadOnlyList<string> Paragraphs);

/// <summary>One example: PowerShell to run, in the order written, and words about it.</summary>
/// <param name="NeedsAws">Its code is for AWS itself (a <c>powershell aws</c> block), so tests only parse it.</param>
internal sealed record Example(string Title, int Line, string Code, bool NeedsAws, IReadOnlyList<string> Paragraphs);

/// <summary>A link to further reading: an address, or the name of a cmdlet or about topic.</summary>
internal sealed record Link(string Text, string? Address);

/// <summary>One file of docs/cmdlets: what a person wrote about a cmdlet.</summary>
internal sealed record Page(
    string File,
    string Title,
    IReadOnlyList<string> Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<Section> Parameters,
    IReadOnlyList<Example> Examples,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<Link> Links);
