using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Sessions;

[Cmdlet(VerbsCommunications.Disconnect, "LabSession", SupportsShouldProcess = true)]
public sealed class DisconnectLabSession : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public SessionReference? Session { get; set; }

    protected override void ProcessRecord()
    {
        var table = SessionTable.OfRunspace();
        try
        {
            var session = Session?.Resolve(table) ?? table.Current ?? throw new LabException(
                ErrorId.SessionNotFound, "No session is open.", "There is nothing to disconnect.");
            if (ShouldProcess(session.Name, "Disconnect session"))
            {
                table.Close(session);
            }
        }
        catch (LabException error)
        {
            WriteError(LabErrorRecord.From(error));
        }
    }
}
