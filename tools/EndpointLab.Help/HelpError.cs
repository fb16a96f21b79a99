namespace EndpointLab.Help;

/// <summary>What is wrong with a page, in the form MSBuild and editors jump to.</summary>
internal sealed record HelpError(string File, int Line, string Message)
{
    public override string ToString() => $"{File}({Line}): error HELP: {Message}";
}
