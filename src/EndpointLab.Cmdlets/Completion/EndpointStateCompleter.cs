using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>The states of a VPC endpoint, or of an endpoint service where only those are asked for.</summary>
public sealed class EndpointStateCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, States(commandName).Select(state => (state, "")));

    private static IReadOnlyList<string> States(string commandName) =>
        commandName == "Get-EndpointService" ? ServiceStates.Graph.All : EndpointStates.Graph.All;
}
