using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>The Regions that the SDK knows.</summary>
public sealed class RegionCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, Regions.All);
}
