using System.Management.Automation;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.New, "LabInternetGateway", SupportsShouldProcess = true)]
[OutputType(typeof(InternetGateway))]
public sealed class NewLabInternetGateway : NewResourceCmdlet
{
    protected override void Process()
    {
        var session = OpenSession();
        if (ShouldProcess(Name ?? session.Region, "Create InternetGateway"))
        {
            Emit(session, lab => InternetGateways.CreateAsync(lab, AllTags));
        }
    }
}
