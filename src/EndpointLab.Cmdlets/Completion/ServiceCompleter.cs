using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EndpointLab.Cmdlets.Sessions;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>The short names of the services that the current session's Region offers. Opens no session.</summary>
public sealed class ServiceCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (SessionTable.OfRunspace().Current is null)
        {
            return [];
        }

        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Find-EndpointService").AddParameter("ErrorAction", ActionPreference.Ignore);
        if (fakeBoundParameters["Session"] is { } session)
        {
            shell.AddParameter("Session", session);
        }

        if (commandName == "Add-GatewayEndpoint")
        {
            shell.AddParameter("Type", "Gateway");
        }

        return Completions.Of(wordToComplete, shell.Invoke().Select(found => found.BaseObject).OfType<ServiceDetail>()
            .Select(service => (ServiceName.ShortOf(service.ServiceName, service.Region), service.ServiceName)).Distinct());
    }
}
