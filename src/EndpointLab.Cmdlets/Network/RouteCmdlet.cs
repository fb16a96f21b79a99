using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

/// <summary>Knows a route by its destination.</summary>
public abstract class RouteCmdlet : LabCmdlet
{
    private Cidr? cidrBlock;

    [Parameter(Position = 0)]
    public string? DestinationCidrBlock { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(PrefixListCompleter))]
    public string? DestinationPrefixList { get; set; }

    protected override void Prepare()
    {
        ExactlyOne.Of((nameof(DestinationCidrBlock), DestinationCidrBlock), (nameof(DestinationPrefixList), DestinationPrefixList));
        cidrBlock = DestinationCidrBlock is null ? null : Cidr.Parse(DestinationCidrBlock);
    }

    private protected RouteDestination Destination(LabSession session) => new(
        cidrBlock, DestinationPrefixList is null ? null : Run(session, lab => PrefixLists.FindAsync(lab, DestinationPrefixList)));
}
