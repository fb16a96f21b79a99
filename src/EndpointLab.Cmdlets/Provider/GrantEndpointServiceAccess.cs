using System.Management.Automation;

namespace EndpointLab.Cmdlets.Provider;

[Cmdlet(VerbsSecurity.Grant, "EndpointServiceAccess", SupportsShouldProcess = true)]
[OutputType(typeof(ServiceConfiguration))]
public sealed class GrantEndpointServiceAccess : EndpointServiceAccessCmdlet
{
    private protected override string Deed => "Grant access to";

    private protected override void Change(LabSession session, string serviceId) =>
        Emit(session, lab => ServiceConfigurations.GrantAsync(lab, serviceId, Principal));
}
