using System.Management.Automation;

namespace EndpointLab.Cmdlets.Provider;

[Cmdlet(VerbsSecurity.Revoke, "EndpointServiceAccess", SupportsShouldProcess = true)]
public sealed class RevokeEndpointServiceAccess : EndpointServiceAccessCmdlet
{
    private protected override string Deed => "Revoke access from";

    private protected override void Change(LabSession session, string serviceId) =>
        Run(session, lab => ServiceConfigurations.RevokeAsync(lab, serviceId, Principal));
}
