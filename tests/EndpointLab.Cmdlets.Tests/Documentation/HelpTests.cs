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
