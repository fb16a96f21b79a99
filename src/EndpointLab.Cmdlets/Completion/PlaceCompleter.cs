using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>The internet, and the ids of instances.</summary>
public sealed class PlaceCompleter : IArgumentCompleter
{
    private readonly ResourceIdCompleter instances = new();

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        instances.CompleteArgument(commandName, "Instance", wordToComplete, commandAst, fakeBoundParameters)
            .Concat(Completions.Of(wordToComplete, [(Place.Internet, "A host on the internet")]));
}
