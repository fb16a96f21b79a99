using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;

namespace EndpointLab.Cmdlets.Labs;

[Cmdlet(VerbsCommon.Show, "EndpointLab", DefaultParameterSetName = VpcSet)]
[OutputType(typeof(FileInfo))]
public sealed class ShowEndpointLab : LabVpcCmdlet
{
    private protected override void Write(LabSession session, string vpcId)
    {
        var page = Run(session, lab => Exports.WriteAsync(lab, vpcId, ExportFormat.Html));
        // Nobody else may look into a folder that is made so.
        var folder = Directory.CreateTempSubdirectory("endpointlab-");
        var file = Exports.Save(page, Path.Join(folder.FullName, $"{vpcId}.html"), overwrite: false);
        try
        {
            using var opener = System.Diagnostics.Process.Start(new ProcessStartInfo(file.FullName) { UseShellExecute = true });
        }
        catch (Win32Exception error)
        {
            WriteWarning($"Nothing here opens {file.FullName}: {error.Message}");
        }

        WriteFile(file);
    }
}
