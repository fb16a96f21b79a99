using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EndpointLab.Cmdlets.Sessions;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>The short names of the services that an endpoint of the cmdlet's type can be for. Opens no session.</summary>
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
        foreach (var name in new[] { "Session", "ServiceRegion", "Type" })
        {
            if (fakeBoundParameters[name] is { } value)
            {
                shell.AddParameter(name, value);
            }
        }

        if (TypeOf(commandName, parameterName) is { } type)
        {
            shell.AddParameter("Type", type);
        }

        return Completions.Of(wordToComplete, shell.Invoke().Select(found => found.BaseObject).OfType<ServiceDetail>()
            .Select(service => (ServiceName.ShortOf(service.ServiceName, service.ServiceRegion ?? service.Region), service.ServiceName))
            .Distinct());
    }

    private static string? TypeOf(string commandName, string parameterName) => (commandName, parameterName) switch
    {
        ("Add-GatewayEndpoint", _) or (_, "GatewayService") => "Gateway",
        ("Add-InterfaceEndpoint", _) or (_, "InterfaceService") => "Interface",
        ("Add-GatewayLoadBalancerEndpoint", _) => "GatewayLoadBalancer",
        _ => null,
    };
}
