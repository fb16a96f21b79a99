using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>The internet, and the ids of instances; and of endpoints where something is to be reached.</summary>
public sealed class PlaceCompleter : IArgumentCompleter
{
    private readonly ResourceIdCompleter resources = new();

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        (parameterName is "To" ? (string[])["Instance", "Endpoint"] : ["Instance"])
            .SelectMany(kind => resources.CompleteArgument(commandName, kind, wordToComplete, commandAst, fakeBoundParameters))
            .Concat(Completions.Of(wordToComplete, [(Place.Internet, "A host on the internet")]));
}
