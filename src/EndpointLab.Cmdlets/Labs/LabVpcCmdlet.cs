using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Labs;

/// <summary>Works on the VPC of a lab, or on any other.</summary>
public abstract class LabVpcCmdlet : WholeLabCmdlet
{
    private protected const string LabSet = "Lab", VpcSet = "Vpc";

    // A text is a name, and any object says its VPC itself.
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = LabSet)]
    [ArgumentCompleter(typeof(LabNameCompleter))]
    public string Name { get; set; } = "";

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = VpcSet)]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference Vpc { get; set; } = null!;

    /// <summary>Emits a file as Get-Item does, so that views show the folder that it is in.</summary>
    private protected void WriteFile(FileInfo file) => WriteObject(
        InvokeProvider.Item.Get([$@"Microsoft.PowerShell.Core\FileSystem::{file.FullName}"], force: true, literalPath: true),
        enumerateCollection: true);

    private protected abstract void Write(LabSession session, string vpcId);

    protected sealed override void Process()
    {
        if (ParameterSetName == VpcSet)
        {
            var vpcId = Vpc.Id;
            Write(OpenSession(Vpc), vpcId);
        }
        else
        {
            var session = OpenSession();
            Write(session, Run(session, lab => EndpointLabs.FindVpcAsync(lab, Name)));
        }
    }
}
