using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EndpointLab.Cmdlets.Sessions;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>The ids that the Get- cmdlet of the parameter's noun finds in the current session. Opens none.</summary>
public sealed class ResourceIdCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (SessionTable.OfRunspace().Current is null)
        {
            return [];
        }

        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Get-Lab" + Noun(parameterName)).AddParameter("ErrorAction", ActionPreference.Ignore);
        if (fakeBoundParameters["Session"] is { } session)
        {
            shell.AddParameter("Session", session);
        }

        var found = shell.Invoke().Select(result => result.BaseObject).OfType<LabResource>();
        return Completions.Of(wordToComplete, parameterName == "SecurityGroupRule"
            ? found.OfType<SecurityGroup>().SelectMany(group => group.Rules).Select(rule => (rule.Id, $"{rule}"))
            : found.Select(resource => (resource.Id, resource.Name ?? "")));
    }

    private static string Noun(string parameterName) => parameterName switch
    {
        "ReferencedGroup" or "SecurityGroupRule" => "SecurityGroup",
        _ when parameterName.StartsWith("Add", StringComparison.Ordinal) => parameterName["Add".Length..],
        _ when parameterName.StartsWith("Remove", StringComparison.Ordinal) => parameterName["Remove".Length..],
        _ => parameterName,
    };
}
