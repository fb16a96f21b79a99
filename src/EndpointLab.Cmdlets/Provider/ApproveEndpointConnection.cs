using System.Management.Automation;

namespace EndpointLab.Cmdlets.Provider;

[Cmdlet(VerbsLifecycle.Approve, "EndpointConnection", SupportsShouldProcess = true)]
[OutputType(typeof(VpcEndpointConnection))]
public sealed class ApproveEndpointConnection : ConnectionAnswerCmdlet
{
    private protected override string Answer => "Accept";

    private protected override Task<IReadOnlyList<VpcEndpointConnection>> AnswerAsync(
        LabOperation lab, string serviceId, IReadOnlyList<string> endpointIds) =>
        EndpointConnections.AcceptAsync(lab, serviceId, endpointIds);
}
