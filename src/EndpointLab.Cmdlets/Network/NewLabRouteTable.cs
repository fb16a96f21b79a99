using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.New, "LabRouteTable", SupportsShouldProcess = true)]
[OutputType(typeof(RouteTable))]
public sealed class NewLabRouteTable : NewResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference Vpc { get; set; } = null!;

    protected override void Process()
    {
        var vpcId = Vpc.Id;
        var session = OpenSession(Vpc);
        if (ShouldProcess(vpcId, "Create RouteTable"))
        {
            Emit(session, lab => RouteTables.CreateAsync(lab, vpcId, AllTags));
        }
    }
}
