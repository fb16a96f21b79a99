using System.Management.Automation;

namespace EndpointLab.Cmdlets.Provider;

[Cmdlet(VerbsLifecycle.Deny, "EndpointConnection", SupportsShouldProcess = true)]
[OutputType(typeof(VpcEndpointConnection))]
public sealed class DenyEndpointConnection : ConnectionAnswerCmdlet
{
    private protected override string Answer => "Reject";

    private protected override Task<IReadOnlyList<VpcEndpointConnection>> AnswerAsync(
        LabOperation lab, string serviceId, IReadOnlyList<string> endpointIds) =>
        EndpointConnections.RejectAsync(lab, serviceId, endpointIds);
}
