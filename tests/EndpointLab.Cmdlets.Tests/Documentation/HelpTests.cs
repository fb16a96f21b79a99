using System.Xml.Linq;

namespace EndpointLab.Cmdlets.Tests.Documentation;

public sealed class HelpTests
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    private static readonly XElement Help =
        XElement.Load(Path.Join(Repository.ModuleFolder, "en-US", "EndpointLab.Cmdlets.dll-Help.xml"));

    [Fact]
    public void Every_cmdlet_has_help() =>
        Assert.Equal(
            BuiltCmdlet.All.Select(cmdlet => cmdlet.Name),
            Topics.Select(topic => topic.Element(Command + "details")!.Element(Command + "name")!.Value));

    [Fact]
    public void A_syntax_line_names_the_parameters_of_its_set_alone()
    {
        var cloud = Topic("Connect-LabSession").Element(Command + "syntax")!.Elements()
            .Single(syntax => Names(syntax).Contains("Cloud"));

        Assert.Equal(["AccountId", "Cloud", "Name", "Region"], Names(cloud).Order());
        Assert.Equal("Cloud", cloud.Elements(Command + "parameter").Single(parameter => parameter.Attribute("required")!.Value == "true")
            .Element(Maml + "name")!.Value);
    }

    [Fact]
    public void A_page_overrides_the_text_that_cmdlets_share()
    {
        Assert.Contains("The value of the Name tag.", Description("New-LabVpc", "Name"));
        Assert.Contains(
            "A name for the session, to select it by. Without it, the session is numbered.", Description("Connect-LabSession", "Name"));
    }

    [Fact]
    public void The_engine_finds_and_reads_it()
    {
        using var shell = new LabShell();

        Assert.Equal("Creates a VPC.", shell.Run("(Get-Help New-LabVpc).Synopsis").Single<string>());
        Assert.Equal("True (ByValue)", shell.Run("(Get-Help Remove-LabVpc -Parameter Vpc).PipelineInput").Single<string>());
    }

    [Fact]
    public void What_needs_no_name_is_shown_in_the_order_in_which_it_is_typed()
    {
        using var shell = new LabShell();

        var lines = shell.Run(
            """
            foreach ($command in Get-Command -Module EndpointLab -CommandType Cmdlet) {
                foreach ($set in (Get-Help $command.Name).Syntax.syntaxItem | Where-Object { $_.PSObject.Properties['parameter'] }) {
                    $typed = @($set.parameter | Where-Object position -ne named | ForEach-Object name)
                    $named = $set.parameter | Where-Object { $_.position -eq 'named' -and $_.required -eq 'true' }
                    $line = @($command.Name) + $typed + @($named | ForEach-Object { "-$($_.name) given" }) -join ' '
                    $call = [scriptblock]::Create($line).Ast.EndBlock.Statements[0].PipelineElements[0]
                    $bound = [Management.Automation.Language.StaticParameterBinder]::BindCommand($call).BoundParameters
                    $taken = @($typed | Where-Object { $bound.ContainsKey($_) -and $bound[$_].ConstantValue -eq $_ })
                    "$($typed.Count -gt 1) $($taken.Count -eq $typed.Count) $line"
                }
            }
            """).ShouldSucceed().Output.Select(line => $"{line}").ToList();

        Assert.Contains(lines, line => line.StartsWith("True ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(" False ", StringComparison.Ordinal));
    }

    [Fact]
    public void No_topic_is_wider_than_a_window_of_eighty_columns() => Assert.Empty(
        from file in Directory.EnumerateFiles(Path.Join(Repository.ModuleFolder, "en-US"), "about_*.help.txt")
        from line in File.ReadLines(file)
        where line.Length > 78
        select $"{Path.GetFileName(file)}: {line}");

    [Fact]
    public void No_default_is_the_name_of_a_type() => Assert.Empty(
        from value in Help.Descendants(XName.Get("defaultValue", "http://schemas.microsoft.com/maml/dev/2004/10"))
        where value.Value.StartsWith("EndpointLab.", StringComparison.Ordinal)
            || value.Value.StartsWith("System.", StringComparison.Ordinal)
        select $"{value.Parent!.Element(Maml + "name")!.Value}: {value.Value}");

    private static IEnumerable<XElement> Topics => Help.Elements(Command + "command");

    private static XElement Topic(string cmdlet) =>
        Topics.Single(topic => topic.Element(Command + "details")!.Element(Command + "name")!.Value == cmdlet);

    private static IEnumerable<string> Description(string cmdlet, string parameter) =>
        Topic(cmdlet).Element(Command + "parameters")!.Elements().Single(element => element.Element(Maml + "name")!.Value == parameter)
            .Elements(Maml + "description").Elements().Select(paragraph => paragraph.Value);

    private static IEnumerable<string> Names(XElement syntax) =>
        syntax.Elements(Command + "parameter").Select(parameter => parameter.Element(Maml + "name")!.Value);
}
