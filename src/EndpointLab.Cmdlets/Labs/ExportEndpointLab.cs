using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;

namespace EndpointLab.Cmdlets.Labs;

[Cmdlet(VerbsData.Export, "EndpointLab", SupportsShouldProcess = true, DefaultParameterSetName = VpcSet)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportEndpointLab : LabVpcCmdlet
{
    private bool isWritten;

    [Parameter(Mandatory = true, Position = 1)]
    public ExportFormat Format { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Write(LabSession session, string vpcId)
    {
        if (Path is null)
        {
            Emit(session, lab => Exports.WriteAsync(lab, vpcId, Format));
            return;
        }

        var path = FilePath.Resolve(SessionState, Path, "-Path");
        if (ShouldProcess(path, $"Write {vpcId} as {Format}"))
        {
            var text = Run(session, lab => Exports.WriteAsync(lab, vpcId, Format));
            // A second VPC doesn't take the place of the first.
            WriteFile(Exports.Save(text, path, Force && !isWritten));
            isWritten = true;
        }
    }
}
