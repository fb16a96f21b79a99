using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>The states of a VPC endpoint.</summary>
public sealed class EndpointStateCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, EndpointStates.All.Select(state => (state, "")));
}
