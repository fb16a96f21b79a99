using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace EndpointLab.Cmdlets.Tests.Samples;

/// <summary>The pipelines for GitHub and Azure DevOps, which run nowhere here: what can be seen of them by reading.</summary>
public sealed class PipelineFileTests : IDisposable
{
    private readonly LabShell shell = new();

    public static TheoryData<string> Files => ["github-actions.yml", "azure-pipelines.yml"];

    public void Dispose() => shell.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_scripts_call_only_commands_and_parameters_that_there_are(string file)
    {
        shell.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($args[0])", Repository.Folder).ShouldSucceed();
        var scripts = Scripts(file).ToList();

        Assert.True(scripts.Count >= 5);
        foreach (var script in scripts)
        {
            var parsed = Parser.ParseInput(script, out _, out var errors);

            Assert.True(errors.Length == 0, $"{script}\n{string.Join<ParseError>('\n', errors)}");
            foreach (var command in parsed.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
            {
                var found = shell.Run("Get-Command $args[0]", command.GetCommandName()).Single<CommandInfo>();
                Assert.All(
                    command.CommandElements.OfType<CommandParameterAst>(),
                    parameter => Assert.Contains(parameter.ParameterName, found.Parameters.Keys, StringComparer.OrdinalIgnoreCase));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void It_reaches_AWS_only_in_the_account_that_is_meant(string file) => Assert.All(
        Scripts(file).Where(script => Regex.IsMatch(script, @"-Aws\b")),
        script => Assert.Matches(@"-Aws -AllowedAccount \$env:ACCOUNT\b", script));

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_action_is_one_major_version(string file) => Assert.All(
        Values(Load(file), "uses", "task"), action => Assert.Matches(@"^[\w/-]+@v?\d+$", action));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_step_that_always_runs_removes_the_lab_of_this_run(string file)
    {
        var step = Assert.Single(Mappings(Load(file)), step =>
            step.Children.Keys.Any(key => $"{key}" is "run" or "inputs")
            && Values(step, "if", "condition").Any(when => when.StartsWith("always()", StringComparison.Ordinal)));

        Assert.Contains("Get-EndpointLab | Where-Object Name -eq $env:LAB | Remove-EndpointLab", $"{string.Join('\n', Scripts(step))}", StringComparison.Ordinal);
        Assert.Contains(Values(Load(file), "LAB"), name => Regex.IsMatch(name, @"github\.run_id.*github\.run_attempt|Build\.BuildId.*System\.JobAttempt"));
    }

    [Fact]
    public void No_job_that_a_pull_request_runs_may_ask_for_a_token()
    {
        var jobs = Assert.Single(Mappings(Load("github-actions.yml")), node => node.Children.ContainsKey("prove"));
        var withToken = jobs.Children.Values.Where(job => Values(job, "id-token").Any()).Select(job => $"{job["if"]}");

        Assert.Equal(["inputs.target == 'aws'", "github.event_name == 'schedule' && vars.ENDPOINTLAB_ROLE != ''"], withToken);
    }

    [Fact]
    public void No_push_and_no_pull_request_starts_what_may_reach_AWS() =>
        Assert.Equal(["none", "none"], Values(Load("azure-pipelines.yml"), "trigger", "pr"));

    [Theory]
    [MemberData(nameof(Files))]
    public void At_a_time_of_its_own_it_removes_what_is_past_its_time(string file)
    {
        Assert.Single(Values(Load(file), "cron"));
        Assert.Single(Scripts(file), script => script.Contains("Get-EndpointLab -Expired | Remove-EndpointLab -Confirm:$false", StringComparison.Ordinal));
    }

    private static YamlNode Load(string file)
    {
        using var reader = File.OpenText(Path.Join(Repository.Folder, "samples", file));
        YamlStream yaml = new();
        yaml.Load(reader);
        return Assert.Single(yaml.Documents).RootNode;
    }

    private static IEnumerable<YamlMappingNode> Mappings(YamlNode node) => node.AllNodes.OfType<YamlMappingNode>();

    private static IEnumerable<string> Values(YamlNode node, params string[] keys) =>
        from mapping in Mappings(node)
        from pair in mapping.Children
        where keys.Contains($"{pair.Key}") && pair.Value is YamlScalarNode
        select $"{pair.Value}";

    private static IEnumerable<string> Scripts(string file) => Scripts(Load(file));

    /// <summary>The scripts in PowerShell; also those that Bash hands on to pwsh between quotes, in which there are no others.</summary>
    private static IEnumerable<string> Scripts(YamlNode node) =>
    [
        .. Values(node, "run", "pwsh"),
        .. Values(node, "inlineScript").Select(script =>
        {
            var inner = Regex.Match(script, @"^pwsh -NoProfile -Command '([^']*)'\s*$");
            Assert.True(inner.Success, script);
            return inner.Groups[1].Value;
        }),
    ];
}
