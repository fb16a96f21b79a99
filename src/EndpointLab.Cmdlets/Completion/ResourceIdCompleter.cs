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
        shell.AddCommand(Finder(commandName, parameterName)).AddParameter("ErrorAction", ActionPreference.Ignore);
        if (fakeBoundParameters["Session"] is { } session)
        {
            shell.AddParameter("Session", session);
        }

        var found = shell.Invoke().Select(result => result.BaseObject).OfType<LabResource>();
        return Completions.Of(wordToComplete, parameterName == "SecurityGroupRule"
            ? found.OfType<SecurityGroup>().SelectMany(group => group.Rules).Select(rule => (rule.Id, $"{rule}"))
            : found.Select(resource => (resource.Id, resource.Name ?? "")));
    }

    /// <summary>The cmdlet that finds what a parameter takes.</summary>
    private static string Finder(string commandName, string parameterName) => parameterName switch
    {
        "ReferencedGroup" or "SecurityGroupRule" => "Get-LabSecurityGroup",
        "Service" or "Source" => "Get-EndpointService",
        "Notification" => "Get-EndpointNotification",
        "Endpoint" when commandName.EndsWith("-EndpointConnection", StringComparison.OrdinalIgnoreCase) => "Get-EndpointConnection",
        _ when parameterName.StartsWith("Add", StringComparison.Ordinal) => "Get-Lab" + parameterName["Add".Length..],
        _ when parameterName.StartsWith("Remove", StringComparison.Ordinal) => "Get-Lab" + parameterName["Remove".Length..],
        _ => "Get-Lab" + parameterName,
    };
}
