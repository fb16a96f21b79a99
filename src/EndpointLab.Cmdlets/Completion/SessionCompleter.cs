using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EndpointLab.Cmdlets.Sessions;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>The names of the runspace's sessions.</summary>
public sealed class SessionCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(
            wordToComplete, SessionTable.OfRunspace().All.Select(session => (session.Name, $"{session.AccountId} {session.Region}")));
}
