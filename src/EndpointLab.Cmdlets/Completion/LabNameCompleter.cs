using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EndpointLab.Cmdlets.Sessions;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>The names of the labs in the current session. Opens none.</summary>
public sealed class LabNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (SessionTable.OfRunspace().Chosen is null)
        {
            return [];
        }

        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Get-EndpointLab").AddParameter("ErrorAction", ActionPreference.Ignore);
        if (fakeBoundParameters["Session"] is { } session)
        {
            shell.AddParameter("Session", session);
        }

        return Completions.Of(wordToComplete, shell.Invoke().Select(found => found.BaseObject).OfType<Lab>()
            .Select(lab => (lab.Name, $"{lab.State}, {lab.VpcId}")));
    }
}
