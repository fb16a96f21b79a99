using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Network;

[Cmdlet(VerbsCommon.Get, "LabNetworkInterface")]
[OutputType(typeof(NetworkInterface))]
public sealed class GetLabNetworkInterface : GetResourceCmdlet<NetworkInterface>
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("NetworkInterfaceId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public NetworkInterfaceReference[] NetworkInterface { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VpcId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference? Vpc { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SubnetId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public SubnetReference? Subnet { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("InstanceId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public InstanceReference? Instance { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VpcEndpointId")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public EndpointReference? Endpoint { get; set; }

    private protected override IEnumerable<ResourceReference> References => NetworkInterface;

    // AWS has no filter for an endpoint; Core puts its interfaces' ids in place of its own.
    private protected override IEnumerable<(string Filter, ResourceReference? Parent)> Parents =>
        [("vpc-id", Vpc), ("subnet-id", Subnet), ("attachment.instance-id", Instance), ("network-interface-id", Endpoint)];

    private protected override Task<IReadOnlyList<NetworkInterface>> GetAsync(LabOperation lab, ResourceQuery query) =>
        Endpoint is null ? NetworkInterfaces.GetAsync(lab, query) : NetworkInterfaces.OfEndpointAsync(lab, Endpoint.Id, query);
}
