using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Labs;

[Cmdlet(VerbsData.Export, "EndpointLab", SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportEndpointLab : LabCmdlet
{
    private bool isWritten;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public VpcReference Vpc { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 1)]
    public ExportFormat Format { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void Process()
    {
        var vpcId = Vpc.Id;
        var session = OpenSession(Vpc);
        if (Path is null)
        {
            Emit(session, lab => Exports.WriteAsync(lab, vpcId, Format));
            return;
        }

        var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path);
        if (ShouldProcess(path, $"Write {vpcId} as {Format}"))
        {
            var text = Run(session, lab => Exports.WriteAsync(lab, vpcId, Format));
            // A second VPC doesn't take the place of the first.
            WriteObject(Exports.Save(text, path, Force && !isWritten));
            isWritten = true;
        }
    }
}
