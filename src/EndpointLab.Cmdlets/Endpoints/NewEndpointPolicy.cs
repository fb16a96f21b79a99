using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;
using EndpointLab.Policy;

namespace EndpointLab.Cmdlets.Endpoints;

[Cmdlet(VerbsCommon.New, "EndpointPolicy")]
[OutputType(typeof(EndpointPolicyDocument))]
public sealed class NewEndpointPolicy : LabCmdlet
{
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceIdCompleter))]
    public BucketReference[] Bucket { get; set; } = [];

    [Parameter]
    [ValidatePattern(@"^(?-i:o-[a-z0-9]{10,32})\z")]
    public string? Organization { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidatePattern(@"^[0-9]{12}\z")]
    public string[] Account { get; set; } = [];

    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    [Parameter]
    public SwitchParameter AmazonLinuxRepository { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    protected override void Process()
    {
        var buckets = Bucket.Select(bucket => BucketName.Parse(bucket.Id)).Distinct().ToArray();
        var region = Region is null ? OpenSession(Bucket).Region : Regions.Require(Region);
        WriteObject(new EndpointPolicyDocument(new(Regions.PartitionOf(region))
        {
            Buckets = buckets,
            Organization = Organization,
            Accounts = [.. Account.Distinct()],
            ReadOnly = ReadOnly,
            RepositoryRegion = AmazonLinuxRepository ? region : null,
        }));
    }
}
