using EndpointLab.Simulator.Tests.DataPlane;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.S3;

public sealed class AmazonLinuxRepositoryTests
{
    private const string Key = "core/mirrors/latest/x86_64/mirror.list";

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("eu-central-1")]
    public async Task Anybody_reads_packages_and_changes_nothing(string region)
    {
        Cloud cloud = new();
        using RawS3 raw = new(cloud);
        var name = $"al2023-repos-{region}-de612dc2";
        var url = $"https://{name}.s3.dualstack.{region}.amazonaws.com/";
        var (response, _) = await raw.Send("GET", url + Key, region: null);
        var list = await response.Content.ReadAsStringAsync(Cancel);
        Assert.StartsWith($"{url}core/guids/", list);
        (response, _) = await raw.Send("GET", $"{list.Trim()}repodata/repomd.xml", region: region);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("AccessDenied", (await raw.Refused(403, "PUT", url + Key, "x", region))["Code"]);
        Assert.Equal("AccessDenied", (await raw.Refused(403, "GET", url + "core/none", region: region))["Code"]);
        Assert.Equal("AccessDenied", (await raw.Refused(403, "DELETE", url, region: region))["Code"]);
        Assert.Equal("AccessDenied", (await raw.Refused(403, "GET", $"{url}?list-type=2", region: region))["Code"]);
        using var s3 = cloud.S3Client();
        Assert.Empty((await s3.ListBucketsAsync(Cancel)).Buckets ?? []);
        Assert.Equal("BucketAlreadyExists", (await Assert.ThrowsAnyAsync<Amazon.S3.AmazonS3Exception>(
            () => s3.PutBucketAsync(name.Replace(region, "us-east-1", StringComparison.Ordinal), Cancel))).ErrorCode);
    }

    [Fact]
    public async Task An_endpoint_policy_without_them_keeps_an_instance_from_its_packages()
    {
        using var lab = await LabNetwork.Build();
        var host = $"al2023-repos-us-east-1-de612dc2.{LabNetwork.S3Name}/{Key}?x=";
        Assert.Equal((200, lab.Endpoint), await Read());
        await lab.Ec2.ModifyVpcEndpointAsync(new()
        {
            VpcEndpointId = lab.Endpoint,
            PolicyDocument = $$"""
                {"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"arn:aws:s3:::{{LabNetwork.Bucket}}/*"}]}
                """,
        }, Cancel);
        Assert.Equal((403, lab.Endpoint), await Read());
        Assert.Equal(200, (await lab.Read(lab.PrivateInterface)).Status);

        async Task<(int Status, string Via)> Read()
        {
            var (status, _, via) = await lab.Read(lab.PrivateInterface, host);
            return (status, via);
        }
    }
}
