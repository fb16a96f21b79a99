using System.Management.Automation;
using EndpointLab.Cmdlets.Completion;

namespace EndpointLab.Cmdlets.Labs;

[Cmdlet(VerbsCommon.Get, "EndpointLab")]
[OutputType(typeof(Lab))]
public sealed class GetEndpointLab : LabKeysCmdlet
{
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LabNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public SwitchParameter Expired { get; set; }

    protected override void Process()
    {
        var session = OpenSession();
        var patterns = Name.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToList();
        var found = Run(
            session, lab => EndpointLabs.GetAsync(lab, name => patterns.Exists(pattern => pattern.IsMatch(name)), KeyFolderPath));
        WriteObject(found.Where(lab => !Expired || lab.IsExpired), enumerateCollection: true);
        foreach (var name in Name.Where(name => !WildcardPattern.ContainsWildcardCharacters(name) && found.All(lab => lab.Name != name)))
        {
            PerItem(() => throw EndpointLabs.NoSuch(session, name));
        }
    }
}
