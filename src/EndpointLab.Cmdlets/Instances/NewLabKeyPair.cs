using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;

namespace EndpointLab.Cmdlets.Instances;

[Cmdlet(VerbsCommon.New, "LabKeyPair", SupportsShouldProcess = true)]
[OutputType(typeof(KeyPair))]
public sealed class NewLabKeyPair : NewResourceCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateLength(1, 255)]
    public override string? Name { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    [ValidateSet("ed25519", "rsa")]
    public string KeyType { get; set; } = "ed25519";

    protected override void Process()
    {
        var path = FullPath();
        var session = OpenSession();
        if (ShouldProcess(Name, $"Create KeyPair, with its private key in {path}"))
        {
            Emit(session, lab => KeyPairs.CreateAsync(lab, Name!, KeyType, path, Resources.Tags.Combine(name: null, Tag)));
        }
    }

    private string FullPath()
    {
        if (Path is null && Name!.IndexOfAny(System.IO.Path.GetInvalidFileNameChars()) >= 0)
        {
            throw new LabException(
                ErrorId.InvalidArgument,
                $"'{Name}.pem' can't be the name of a file for the private key.",
                "Say where to write it: -Path.",
                Name);
        }

        return FilePath.Resolve(SessionState, Path ?? $"./{Name}.pem", "-Path");
    }
}
