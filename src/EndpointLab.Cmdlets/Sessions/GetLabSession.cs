using System.Management.Automation;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Sessions;

[Cmdlet(VerbsCommon.Get, "LabSession")]
[OutputType(typeof(LabSession))]
public sealed class GetLabSession : PSCmdlet
{
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [SupportsWildcards]
    public string Name { get; set; } = "*";

    protected override void ProcessRecord()
    {
        var pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase);
        var found = SessionTable.OfRunspace().All.Where(session => pattern.IsMatch(session.Name)).ToList();
        WriteObject(found, enumerateCollection: true);
        if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(Name))
        {
            WriteError(LabErrorRecord.From(new(
                ErrorId.SessionNotFound, $"There is no session '{Name}'.", "Get-LabSession lists the open ones.", Name)));
        }
    }
}
