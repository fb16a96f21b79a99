using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Instances;

[Cmdlet(VerbsCommon.Remove, "LabKeyPair", SupportsShouldProcess = true)]
public sealed class RemoveLabKeyPair : RemoveResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("KeyName")]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public KeyPairReference[] KeyPair { get; set; } = [];

    private protected override IEnumerable<ResourceReference> References => KeyPair;

    private protected override Task RemoveAsync(LabOperation lab, string id) =>
        KeyPairs.RemoveAsync(lab, id, PrivateKeyPath(id));

    private string? PrivateKeyPath(string name) =>
        KeyPair.Select(reference => reference.As<KeyPair>()).FirstOrDefault(own => own?.KeyName == name)?.PrivateKeyPath;
}
