using System.Management.Automation.Language;
using EndpointLab.Help;

namespace EndpointLab.Cmdlets.Tests.Documentation;

/// <summary>Every example of every cmdlet's page, as a reader would try it.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("endpointlab-example-");

    public static TheoryData<string, string, string> OnTheSimulator => Examples(needsAws: false);

    public static TheoryData<string, string, string> OnAws => Examples(needsAws: true);

    // Views may leave out elements of long lists (…}), but cut nothing else off.
    [Theory]
    [MemberData(nameof(OnTheSimulator))]
    public void An_example_runs_without_an_error_and_its_output_fits(string cmdlet, string title, string code)
    {
        using var shell = new LabShell();
        shell.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($args[0])", folder.FullName).ShouldSucceed();

        var run = shell.Run(code);

        Assert.True(run.Errors.Count == 0, $"{cmdlet}, {title}: {string.Join('\n', run.Errors)}");
        foreach (var alike in run.Output.GroupBy(output => output.BaseObject.GetType()))
            Assert.All(
                shell.Render("$args[0]", alike.ToList()),
                line => Assert.DoesNotContain("…", line.Replace("…}", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OnAws))]
    public void An_example_for_AWS_is_PowerShell(string cmdlet, string title, string code)
    {
        Parser.ParseInput(code, out _, out var errors);

        Assert.True(errors.Length == 0, $"{cmdlet}, {title}: {string.Join<ParseError>('\n', errors)}");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static TheoryData<string, string, string> Examples(bool needsAws) =>
        [.. from page in Topics.ReadAll(Path.Join(Repository.Folder, "docs", "cmdlets"), [])
            from example in page.Examples
            where example.NeedsAws == needsAws
            orderby page.Title
            select new TheoryDataRow<string, string, string>(page.Title, example.Title, example.Code)];
}
