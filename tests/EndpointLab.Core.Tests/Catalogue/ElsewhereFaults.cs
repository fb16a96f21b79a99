using Amazon.EC2;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>7 and 25: a bucket in another Region, and the internet's way closed.</summary>
internal static class ElsewhereFaults
{
    private const string Far = "far-bucket";
    private const string FarRegion = "us-west-2";

    public static IEnumerable<Fault> All =>
    [
        FarBucket("the bucket is in another Region, to which S3 sends the client on", new() { Bucket = Far }),
        FarBucket("the bucket is in another Region, and so is the client", new() { Bucket = Far, ClientRegion = FarRegion }),
        FarBucket("the bucket is in another Region, to which S3 sends the client on", new() { Bucket = Far })
            with { Over = Way.InterfaceEndpoint },
        BlockPublicAccess("public access is blocked", _ => Task.CompletedTask),
        BlockPublicAccess("public access is blocked, and the wrong subnet excluded", ExcludeInstanceAsync),
    ];

    private static Fault FarBucket(string name, Asked asks) => new(7, name, _ => Task.CompletedTask)
    {
        Prepare = async lab =>
        {
            using var there = lab.Network.Open(FarRegion);
            Dictionary<string, byte[]> objects = new() { [WorkingLab.Key] = "hello"u8.ToArray() };
            await Buckets.CreateAsync(lab.Lab.In(there), Far, objects, new Dictionary<string, string>());
            await lab.PutRolePolicyAsync(WorkingLab.Role, "far", WorkingLab.Document(
                $$"""{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::{{Far}}","arn:aws:s3:::{{Far}}/*"]}"""));
        },
        Asks = asks,
        Cause = Cause.BucketInAnotherRegion,
        Says = "no outbound rule admits tcp/443 to",
        Blames = Far,
        Concerns = new() { Bucket = Far, Action = S3Action.GetObject, Principal = WorkingLab.RoleArn },
        At = ["far bucket"],
    };

    private static Task ExcludeInstanceAsync(WorkingLab lab) => lab.Ec2.CreateVpcBlockPublicAccessExclusionAsync(
        new() { SubnetId = lab["subnet"], InternetGatewayExclusionMode = InternetGatewayExclusionMode.AllowEgress }, WorkingLab.Cancel);

    private static Fault BlockPublicAccess(string name, Func<WorkingLab, Task> exclude) => new(25, name, async lab =>
    {
        await lab.Ec2.ModifyVpcBlockPublicAccessOptionsAsync(
            new() { InternetGatewayBlockMode = InternetGatewayBlockMode.BlockBidirectional }, WorkingLab.Cancel);
        await exclude(lab);
    })
    {
        Over = Way.NatGateway,
        Cause = Cause.BlockPublicAccess,
        Says = "vpc-bpa block-bidirectional: internet gateway lets nothing out of public subnet",
        Blames = "public subnet",
        Mends =
        [
            "+ new vpcbpa-exclude.InternetGatewayExclusionMode = allow-egress",
            $"+ new vpcbpa-exclude.ResourceArn = arn:aws:ec2:{WorkingLab.Region}:{WorkingLab.Account}:subnet/public subnet",
            "+ new vpcbpa-exclude.State = create-complete",
        ],
        At = ["public access"],
    };
}
