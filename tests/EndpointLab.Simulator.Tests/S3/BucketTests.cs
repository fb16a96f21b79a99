using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.S3;

public sealed class BucketTests : IDisposable
{
    private readonly Cloud cloud = new();
    private readonly AmazonS3Client s3;
    private readonly RawS3 raw;

    public BucketTests() => (s3, raw) = (cloud.S3Client(), new(cloud));

    public void Dispose()
    {
        s3.Dispose();
        raw.Dispose();
    }

    private static async Task<AmazonS3Exception> Refused(string code, Task call)
    {
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => call);
        Assert.Equal(code, refusal.ErrorCode);
        return refusal;
    }

    [Fact]
    public async Task A_bucket_is_listed_from_its_creation_to_its_deletion()
    {
        await s3.PutBucketAsync("lab-one", Cancel);
        await s3.PutBucketAsync("lab-two", Cancel);
        Assert.Equal(["lab-one", "lab-two"], (await s3.ListBucketsAsync(Cancel)).Buckets.Select(bucket => bucket.BucketName));
        await s3.HeadBucketAsync(new() { BucketName = "lab-one" }, Cancel);
        await s3.DeleteBucketAsync("lab-one", Cancel);
        Assert.Equal(["lab-two"], (await s3.ListBucketsAsync(Cancel)).Buckets.Select(bucket => bucket.BucketName));
        await Refused("NoSuchBucket", s3.DeleteBucketAsync("lab-one", Cancel));
    }

    [Fact]
    public async Task A_bucket_belongs_to_the_region_it_was_created_in()
    {
        using var west = cloud.S3Client("us-west-2");
        await west.PutBucketAsync(new PutBucketRequest { BucketName = "lab-west", UseClientRegion = true }, Cancel);
        Assert.Equal("us-west-2", (await west.GetBucketLocationAsync("lab-west", Cancel)).Location.Value);
        Assert.Equal("us-west-2", (await west.HeadBucketAsync(new() { BucketName = "lab-west" }, Cancel)).BucketRegion);
        await s3.PutBucketAsync("lab-east", Cancel);
        Assert.Equal("", (await s3.GetBucketLocationAsync("lab-east", Cancel)).Location.Value);
    }

    [Fact]
    public async Task A_bucket_s_name_is_everybody_s()
    {
        using var other = cloud.S3Client(accessKey: "210987654321");
        await s3.PutBucketAsync("lab-taken", Cancel);
        await Refused("BucketAlreadyExists", other.PutBucketAsync("lab-taken", Cancel));
        Assert.Null((await other.ListBucketsAsync(Cancel)).Buckets);
    }

    [Fact]
    public async Task Creating_a_bucket_twice_is_nothing_in_us_east_1_and_refused_elsewhere()
    {
        using var west = cloud.S3Client("us-west-2");
        await s3.PutBucketAsync("lab-twice", Cancel);
        await s3.PutBucketAsync("lab-twice", Cancel);
        var request = new PutBucketRequest { BucketName = "lab-west", UseClientRegion = true };
        await west.PutBucketAsync(request, Cancel);
        await Refused("BucketAlreadyOwnedByYou", west.PutBucketAsync(request, Cancel));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("under_score")]
    [InlineData("two..dots")]
    [InlineData("-dash")]
    [InlineData("192.168.0.1")]
    [InlineData("xn--lab")]
    [InlineData("lab-s3alias")]
    public async Task A_name_against_the_rules_is_refused(string name)
    {
        var error = await raw.Refused(400, "PUT", $"https://s3.us-east-1.amazonaws.com/{name}");
        Assert.Equal(("InvalidBucketName", name), (error["Code"], error["BucketName"]));
    }

    [Theory]
    [InlineData("s3.us-west-2.amazonaws.com", "us-west-2", "", "IllegalLocationConstraintException")]
    [InlineData("s3.us-west-2.amazonaws.com", "us-west-2", "eu-west-1", "IllegalLocationConstraintException")]
    [InlineData("s3.us-east-1.amazonaws.com", "us-east-1", "us-east-1", "InvalidLocationConstraint")]
    [InlineData("s3.amazonaws.com", "us-east-1", "mars-1", "InvalidLocationConstraint")]
    [InlineData("s3.us-west-2.amazonaws.com", "us-east-1", "us-west-2", "AuthorizationHeaderMalformed")]
    public async Task A_location_that_the_endpoint_can_not_serve_is_refused(string host, string region, string location, string code)
    {
        var error = await raw.Refused(400, "PUT", $"https://{host}/lab-bucket", Location(location), region);
        Assert.Equal(code, error["Code"]);
        Assert.Equal(HttpStatusCode.NotFound, (await raw.Send("HEAD", "https://s3.amazonaws.com/lab-bucket")).Response.StatusCode);
    }

    [Fact]
    public async Task The_global_endpoint_creates_buckets_anywhere()
    {
        await raw.Send("PUT", "https://s3.amazonaws.com/lab-europe", Location("eu-west-1"));
        var (response, body) = await raw.Send("GET", "https://lab-europe.s3.eu-west-1.amazonaws.com/?location", region: "eu-west-1");
        Assert.Equal(("eu-west-1", "eu-west-1"), (body?.Value, response.Headers.GetValues("x-amz-bucket-region").Single()));
    }

    [Theory]
    [InlineData("https://lab-west.s3.us-east-1.amazonaws.com/", "us-east-1", 301, "PermanentRedirect")]
    [InlineData("https://s3.amazonaws.com/lab-west", "us-east-1", 301, "PermanentRedirect")]
    [InlineData("http://127.0.0.1:4566/lab-west", "us-east-1", 301, "PermanentRedirect")]
    [InlineData("https://lab-west.s3.amazonaws.com/", "us-east-1", 400, "AuthorizationHeaderMalformed")]
    [InlineData("https://lab-west.s3.us-west-2.amazonaws.com/", "us-east-1", 400, "AuthorizationHeaderMalformed")]
    public async Task A_request_in_another_region_is_told_the_bucket_s(string url, string region, int status, string code)
    {
        await raw.Send("PUT", "https://s3.us-west-2.amazonaws.com/lab-west", Location("us-west-2"), "us-west-2");
        var error = await raw.Refused(status, "GET", url, "", region);
        Assert.Equal(code, error["Code"]);
        Assert.Equal(status == 301 ? "lab-west.s3.us-west-2.amazonaws.com" : "us-west-2", error[status == 301 ? "Endpoint" : "Region"]);
    }

    [Theory]
    [InlineData("https://lab-hosts.s3.us-east-1.amazonaws.com/a/b.txt")]
    [InlineData("https://lab-hosts.s3.dualstack.us-east-1.amazonaws.com/a/b.txt")]
    [InlineData("https://lab-hosts.s3-us-east-1.amazonaws.com/a/b.txt")]
    [InlineData("https://lab-hosts.s3.amazonaws.com/a/b.txt")]
    [InlineData("https://s3.us-east-1.amazonaws.com/lab-hosts/a/b.txt")]
    [InlineData("http://lab-hosts.localhost:4566/a/b.txt")]
    [InlineData("http://lab-hosts.s3.localhost:4566/a/b.txt")]
    [InlineData("http://s3.localhost:4566/lab-hosts/a/b.txt")]
    [InlineData("http://localhost:4566/lab-hosts/a/b.txt")]
    public async Task A_bucket_is_found_by_host_and_by_path(string url)
    {
        await s3.PutBucketAsync("lab-hosts", Cancel);
        await s3.PutObjectAsync(new() { BucketName = "lab-hosts", Key = "a/b.txt", ContentBody = "found" }, Cancel);
        var (response, _) = await raw.Send("GET", url);
        Assert.Equal("found", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Tags_come_with_the_bucket_or_later()
    {
        await raw.Send("PUT", "https://s3.amazonaws.com/lab-tags",
            "<CreateBucketConfiguration><Tags><Tag><Key>lab</Key><Value>one</Value></Tag></Tags></CreateBucketConfiguration>");
        Assert.Equal("one", Assert.Single((await s3.GetBucketTaggingAsync(new() { BucketName = "lab-tags" }, Cancel)).TagSet).Value);
        await s3.PutBucketTaggingAsync("lab-tags", [new() { Key = "lab", Value = "two" }], Cancel);
        Assert.Equal("two", Assert.Single((await s3.GetBucketTaggingAsync(new() { BucketName = "lab-tags" }, Cancel)).TagSet).Value);
        await s3.DeleteBucketTaggingAsync("lab-tags", Cancel);
        await Refused("NoSuchTagSet", s3.GetBucketTaggingAsync(new() { BucketName = "lab-tags" }, Cancel));
    }

    [Fact]
    public async Task What_is_not_there_yet_says_so()
    {
        await s3.PutBucketAsync("lab-bucket", Cancel);
        Assert.Equal("NotImplemented", (await raw.Refused(501, "GET", "https://lab-bucket.s3.amazonaws.com/?inventory"))["Code"]);
        Assert.Equal("MethodNotAllowed", (await raw.Refused(405, "POST", "https://lab-bucket.s3.amazonaws.com/key"))["Code"]);
    }

    private static string Location(string constraint) => constraint.Length == 0 ? ""
        : $"<CreateBucketConfiguration><LocationConstraint>{constraint}</LocationConstraint></CreateBucketConfiguration>";
}
