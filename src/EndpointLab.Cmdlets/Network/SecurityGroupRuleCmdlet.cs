using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

/// <summary>Knows a rule by what it says.</summary>
public abstract class SecurityGroupRuleCmdlet : LabCmdlet
{
    /// <summary>The parameter set in which a rule is described.</summary>
    protected const string DescriptionSet = "Description";

    private PortRange? ports;
    private Cidr? cidrBlock;

    [Parameter(ParameterSetName = DescriptionSet)]
    public SwitchParameter Ingress { get; set; }

    [Parameter(ParameterSetName = DescriptionSet)]
    public SwitchParameter Egress { get; set; }

    [Parameter(ParameterSetName = DescriptionSet)]
    [ValidateSet("tcp", "udp", "icmp", "all")]
    public string Protocol { get; set; } = "tcp";

    [Parameter(ParameterSetName = DescriptionSet)]
    public string? Port { get; set; }

    [Parameter(ParameterSetName = DescriptionSet)]
    public string? CidrBlock { get; set; }

    [Parameter(ParameterSetName = DescriptionSet)]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SecurityGroupReference? ReferencedGroup { get; set; }

    [Parameter(ParameterSetName = DescriptionSet)]
    [ArgumentCompleter(typeof(PrefixListCompleter))]
    public string? PrefixList { get; set; }

    protected override void Prepare()
    {
        if (ParameterSetName != DescriptionSet)
        {
            return;
        }

        ExactlyOne.Of((nameof(Ingress), Ingress.IsPresent), (nameof(Egress), Egress.IsPresent));
        ExactlyOne.Of(
            (nameof(CidrBlock), CidrBlock), (nameof(ReferencedGroup), ReferencedGroup), (nameof(PrefixList), PrefixList));
        if (Protocol is "tcp" or "udp" != Port is not null)
        {
            throw new LabException(
                ErrorId.InvalidArgument,
                Port is null ? $"-Port is missing: {Protocol} has ports." : $"-Port can't be used here: {Protocol} has no ports.",
                Port is null
                    ? "Add -Port 22, -Port 8000-8100, or -Port 0-65535 for all."
                    : "Leave -Port out, or use -Protocol tcp or udp.");
        }

        ports = Port is null ? null : PortRange.Parse(Port);
        cidrBlock = CidrBlock is null ? null : Cidr.Parse(CidrBlock);
    }

    private protected RuleSpecification Rule(LabSession session) => new(
        Egress,
        Protocol,
        ports,
        cidrBlock,
        ReferencedGroup?.Id,
        PrefixList is null ? null : Run(session, lab => PrefixLists.FindAsync(lab, PrefixList)));
}
