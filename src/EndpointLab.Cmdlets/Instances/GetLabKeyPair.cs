using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Instances;

[Cmdlet(VerbsCommon.Get, "LabKeyPair")]
[OutputType(typeof(KeyPair))]
public sealed class GetLabKeyPair : GetResourceCmdlet<KeyPair>
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("KeyName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public KeyPairReference[] KeyPair { get; set; } = [];

    private protected override string NameFilter => "key-name";

    private protected override IEnumerable<ResourceReference> References => KeyPair;

    private protected override Task<IReadOnlyList<KeyPair>> GetAsync(LabOperation lab, ResourceQuery query) =>
        KeyPairs.GetAsync(lab, query);
}
