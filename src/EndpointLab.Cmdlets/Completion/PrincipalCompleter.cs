using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>The words for principals that need no ARN.</summary>
public sealed class PrincipalCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, [(ProbeCaller.Me, "The session's own identity"), (ProbeCaller.Anonymous, "Nobody: not signed")]);
}
