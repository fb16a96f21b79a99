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

        var found = Finders(commandName, parameterName).SelectMany(finder => Find(finder, fakeBoundParameters["Session"])).ToList();
        return Completions.Of(wordToComplete, parameterName == "SecurityGroupRule"
            ? found.OfType<SecurityGroup>().SelectMany(group => group.Rules).Select(rule => (rule.Id, $"{rule}"))
            : found.Select(resource => (resource.Id, resource.Name ?? "")));
    }

    private static IEnumerable<LabResource> Find(string finder, object? session)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(finder).AddParameter("ErrorAction", ActionPreference.Ignore);
        if (session is not null)
        {
            shell.AddParameter("Session", session);
        }

        return shell.Invoke().Select(result => result.BaseObject).OfType<LabResource>();
    }

    /// <summary>The cmdlets that find what a parameter takes.</summary>
    private static string[] Finders(string commandName, string parameterName) => parameterName switch
    {
        "ReferencedGroup" or "SecurityGroupRule" => ["Get-LabSecurityGroup"],
        "ReadBucket" => ["Get-LabBucket"],
        "Via" => ["Get-LabInstance"],
        "Service" => ["Get-EndpointService"],
        "Notification" => ["Get-EndpointNotification"],
        "Source" => ["Get-LabEndpoint", "Get-EndpointService"],
        "Endpoint" when commandName == "Wait-EndpointState" => ["Get-LabEndpoint", "Get-EndpointService"],
        "Endpoint" when commandName.EndsWith("-EndpointConnection", StringComparison.Ordinal) => ["Get-EndpointConnection"],
        _ when parameterName.StartsWith("Add", StringComparison.Ordinal) => ["Get-Lab" + parameterName["Add".Length..]],
        _ when parameterName.StartsWith("Remove", StringComparison.Ordinal) => ["Get-Lab" + parameterName["Remove".Length..]],
        _ => ["Get-Lab" + parameterName],
    };
}
