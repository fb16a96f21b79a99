using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.S3;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Administration;

public sealed class FaultTests : IDisposable
{
    private readonly FakeTime time = new();
    private readonly Cloud cloud;
    private readonly LabClient lab;
    private readonly AmazonEC2Client ec2;

    public FaultTests()
    {
        cloud = new(new() { Lifecycle = Lifecycle.Instant, Time = time });
        lab = LabClient.Of(cloud);
        ec2 = cloud.Ec2Client();
    }

    public void Dispose()
    {
        lab.Dispose();
        ec2.Dispose();
    }

    [Theory]
    [InlineData("throttle", "RequestLimitExceeded", 503, "SlowDown", 503, "Throttling", 400, "ThrottlingException", 400)]
    [InlineData("internalError", "InternalError", 500, "InternalError", 500, "InternalFailure", 500, "InternalServerError", 500)]
    [InlineData("serviceUnavailable", "Unavailable", 503, "ServiceUnavailable", 503, "ServiceUnavailable", 503, "ServiceUnavailable", 503)]
    [InlineData("accessDenied", "UnauthorizedOperation", 403, "AccessDenied", 403, "AccessDenied", 403, "AccessDeniedException", 400)]
    public async Task Each_service_refuses_in_its_own_words(
        string fault,
        string ec2Code,
        int ec2Status,
        string s3Code,
        int s3Status,
        string stsCode,
        int stsStatus,
        string ssmCode,
        int ssmStatus)
    {
        using var s3 = cloud.S3Client();
        using var sts = cloud.StsClient("AKIDEXAMPLE", retries: 0);
        using var ssm = cloud.SsmClient("us-east-1", retries: 0);
        await PlanAsync($$"""{"fault":"{{fault}}"}""");

        await Failed(ec2Code, ec2Status, ec2.DescribeVpcsAsync(new(), Cancel));
        await Failed(s3Code, s3Status, s3.ListBucketsAsync(Cancel));
        await Failed(stsCode, stsStatus, sts.GetCallerIdentityAsync(new(), Cancel));
        await Failed(ssmCode, ssmStatus, ssm.GetParameterAsync(new() { Name = "x" }, Cancel));

        static async Task Failed(string code, int status, Task call)
        {
            var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => call);
            Assert.Equal((code, (HttpStatusCode)status), (error.ErrorCode, error.StatusCode));
        }
    }

    [Theory]
    [InlineData("throttle")]
    [InlineData("internalError")]
    [InlineData("serviceUnavailable")]
    [InlineData("reset")]
    public async Task The_SDK_tries_again_and_makes_one_VPC(string fault)
    {
        using var patient = cloud.Ec2Client(retries: 1);
        await PlanAsync($$"""{"fault":"{{fault}}","action":"ec2:CreateVpc","count":1}""");

        var vpc = await patient.CreateVpcAsync(new("10.0.0.0/16"), Cancel);

        Assert.Equal([vpc.Vpc.VpcId], await OwnVpcsAsync());
    }

    [Fact]
    public async Task After_a_lost_answer_the_change_is_made()
    {
        await PlanAsync("""{"fault":"lostAnswer","action":"CreateVpc"}""");

        Broken(await Assert.ThrowsAnyAsync<Exception>(() => ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)));

        Assert.Equal(await FiredAsync(), (await OwnVpcsAsync()).Count);
    }

    [Fact]
    public async Task A_client_token_makes_up_for_a_lost_answer()
    {
        using var patient = cloud.Ec2Client(retries: 1);
        var vpc = (await patient.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        await PlanAsync("""{"fault":"lostAnswer","action":"CreateVpcEndpoint","count":1}""");

        var made = await patient.CreateVpcEndpointAsync(
            new() { VpcId = vpc, ServiceName = "com.amazonaws.us-east-1.s3", ClientToken = "once" }, Cancel);

        var endpoint = Assert.Single((await ec2.DescribeVpcEndpointsAsync(new(), Cancel)).VpcEndpoints);
        Assert.Equal(endpoint.VpcEndpointId, made.VpcEndpoint.VpcEndpointId);
    }

    [Fact]
    public async Task A_reset_connection_changed_nothing()
    {
        await PlanAsync("""{"fault":"reset","action":"CreateVpc"}""");

        Broken(await Assert.ThrowsAnyAsync<Exception>(() => ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)));

        Assert.Empty(await OwnVpcsAsync());
    }

    [Theory]
    [InlineData("reset", false)]
    [InlineData("lostAnswer", true)]
    public async Task Over_a_network_the_connection_is_reset_and_the_server_goes_on(string fault, bool made)
    {
        await using var server = LoopbackServer.Start(cloud, 0);
        using var client = new AmazonEC2Client(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new AmazonEC2Config
        {
            ServiceURL = $"{server.Endpoint}",
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
        });
        using LabClient remote = new(new() { BaseAddress = server.Endpoint });
        await remote.PostAsync("faults", $$"""{"faults":[{"fault":"{{fault}}","action":"CreateVpc"}]}""");

        Broken(await Assert.ThrowsAnyAsync<Exception>(() => client.CreateVpcAsync(new("10.0.0.0/16"), Cancel)));

        Assert.Equal(made ? await FiredAsync() : 0, (await OwnVpcsAsync()).Count);
        await remote.SucceedAsync("DELETE", "faults", "{}");
        Assert.NotNull((await client.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc);
    }

    [Fact]
    public async Task A_delayed_call_lets_others_pass_and_is_made_when_its_time_has_come()
    {
        await PlanAsync("""{"fault":"delay","action":"CreateVpc","duration":"30s"}""");
        var delayed = ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel);
        await time.WaitForTimerAsync();
        Assert.Empty(await OwnVpcsAsync());
        Assert.False(delayed.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal([(await delayed).Vpc.VpcId], await OwnVpcsAsync());
    }

    [Fact]
    public async Task A_delayed_call_that_a_reset_overtakes_is_made_on_the_new_cloud()
    {
        using var s3 = cloud.S3Client();
        await s3.PutBucketAsync("lab-bucket", Cancel);
        await PlanAsync("""{"fault":"delay","action":"PutObject","duration":"30s"}""");
        var delayed = s3.PutObjectAsync(new() { BucketName = "lab-bucket", Key = "key", ContentBody = "text" }, Cancel);
        await time.WaitForTimerAsync();
        await lab.PostAsync("reset", "{}");

        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("NoSuchBucket", (await Assert.ThrowsAsync<AmazonS3Exception>(() => delayed)).ErrorCode);
    }

    [Fact]
    public async Task Who_gives_up_on_a_delayed_call_has_made_none()
    {
        await PlanAsync("""{"fault":"delay","action":"CreateVpc","duration":"30s"}""");
        using CancellationTokenSource stop = new();
        var delayed = ec2.CreateVpcAsync(new("10.0.0.0/16"), stop.Token);
        await time.WaitForTimerAsync();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delayed);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Empty(await OwnVpcsAsync());
    }

    [Fact]
    public async Task What_was_just_created_is_not_found_for_a_while()
    {
        var old = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        await PlanAsync("""{"fault":"notFound","count":4}""");
        var young = (await ec2.CreateVpcAsync(new("10.1.0.0/16"), Cancel)).Vpc.VpcId;

        Assert.Single((await ec2.DescribeVpcsAsync(new() { VpcIds = [old] }, Cancel)).Vpcs);
        await Refused("InvalidVpcID.NotFound", ec2.DescribeVpcsAsync(new() { VpcIds = [young] }, Cancel));
        await Refused("InvalidVpcID.NotFound", ec2.CreateSubnetAsync(new(young, "10.1.0.0/24"), Cancel));
        await Refused("InvalidVpcID.NotFound", ec2.DeleteVpcAsync(new(young), Cancel));
        Assert.Null((await ec2.DescribeVpcsAsync(new() { Filters = [By("vpc-id", young)] }, Cancel)).Vpcs);

        Assert.Single((await ec2.DescribeVpcsAsync(new() { VpcIds = [young] }, Cancel)).Vpcs);
        Assert.NotNull((await ec2.CreateSubnetAsync(new(young, "10.1.0.0/24"), Cancel)).Subnet);
    }

    [Fact]
    public async Task What_is_not_found_is_answered_as_each_action_answers_it()
    {
        var vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        var endpoint = (await ec2.CreateVpcEndpointAsync(
            new() { VpcId = vpc, ServiceName = "com.amazonaws.us-east-1.s3" }, Cancel)).VpcEndpoint.VpcEndpointId;
        await PlanAsync($$"""{"fault":"notFound","id":"{{endpoint}}","count":2}""");

        await Refused("InvalidVpcEndpointId.NotFound", ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = endpoint }, Cancel));
        var missed = (await ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [endpoint] }, Cancel)).Unsuccessful.Single();
        Assert.Equal("InvalidVpcEndpoint.NotFound", missed.Error.Code);

        Assert.Null((await ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [endpoint] }, Cancel)).Unsuccessful);
    }

    [Fact]
    public async Task An_endpoint_fails_once_it_would_have_been_available()
    {
        await lab.PostAsync("lifecycle", """{"delays":{"EndpointCreation":"60s"}}""");
        await PlanAsync("""{"fault":"failed","code":"NoAddress","message":"No address is left."}""");
        var vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        var endpoint = (await ec2.CreateVpcEndpointAsync(new()
        {
            VpcId = vpc,
            VpcEndpointType = VpcEndpointType.Interface,
            ServiceName = "com.amazonaws.us-east-1.ec2",
            PrivateDnsEnabled = false,
        }, Cancel)).VpcEndpoint.VpcEndpointId;
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("pending", (await DescribeAsync()).State.Value, ignoreCase: true);

        time.Advance(TimeSpan.FromSeconds(1));

        var failed = await DescribeAsync();
        Assert.Equal("failed", failed.State.Value, ignoreCase: true);
        Assert.Equal(("NoAddress", "No address is left."), (failed.LastError.Code, failed.LastError.Message));

        async Task<VpcEndpoint> DescribeAsync() =>
            (await ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [endpoint] }, Cancel)).VpcEndpoints.Single();
    }

    [Fact]
    public async Task Rules_count_down_and_tell_how_often_they_fired()
    {
        await PlanAsync(
            """{"fault":"throttle","action":"ec2:Describe?pcs","after":1,"count":2}""", """{"fault":"internalError","action":"s3:*"}""");

        var outcomes = await OutcomesAsync(5);

        Assert.Equal([true, false, false, true, true], outcomes);
        var plan = (await lab.GetAsync("faults"))["faults"]!.AsArray();
        Assert.Equal((0, 2), ((int)plan[0]!["left"]!, (int)plan[0]!["fired"]!));
        Assert.Equal((null, 0), ((int?)plan[1]!["left"], (int)plan[1]!["fired"]!));
    }

    [Fact]
    public async Task The_first_rule_that_befalls_a_call_decides()
    {
        await PlanAsync("""{"fault":"throttle","count":1}""", """{"fault":"internalError","action":"DescribeVpcs","count":1}""");

        await Refused("RequestLimitExceeded", ec2.DescribeVpcsAsync(new(), Cancel));
        await Refused("InternalError", ec2.DescribeVpcsAsync(new(), Cancel));
        Assert.NotEmpty((await ec2.DescribeVpcsAsync(new(), Cancel)).Vpcs);
    }

    [Fact]
    public async Task Chance_repeats_itself_with_its_seed()
    {
        await PlanAsync("""{"fault":"throttle","probability":0.5}""");
        var first = await OutcomesAsync(40);
        var seed = (int)(await lab.GetAsync("faults"))["faults"]![0]!["seed"]!;

        await lab.SucceedAsync("PUT", "faults", $$"""{"faults":[{"fault":"throttle","probability":0.5,"seed":{{seed}}}]}""");
        Assert.Equal(first, await OutcomesAsync(40));
        Assert.Contains(true, first);
        Assert.Contains(false, first);
    }

    [Theory]
    [InlineData("DELETE", null)]
    [InlineData("PUT", """{"faults":[]}""")]
    public async Task A_cleared_plan_lets_everything_pass(string method, string? body)
    {
        await PlanAsync("""{"fault":"throttle"}""");

        Assert.Empty((await lab.SucceedAsync(method, "faults", body ?? "{}"))["faults"]!.AsArray());

        Assert.NotEmpty((await ec2.DescribeVpcsAsync(new(), Cancel)).Vpcs);
    }

    [Fact]
    public async Task The_operations_of_S3_go_by_their_names()
    {
        using var s3 = cloud.S3Client();
        await PlanAsync("""{"fault":"throttle","action":"s3:PutObject","count":1}""", """{"fault":"reset","action":"HeadBucket"}""");
        await s3.PutBucketAsync("faulty-bucket", Cancel);

        var busy = await Assert.ThrowsAsync<AmazonS3Exception>(
            () => s3.PutObjectAsync(new() { BucketName = "faulty-bucket", Key = "key", ContentBody = "x" }, Cancel));
        Assert.Equal("SlowDown", busy.ErrorCode);
        Broken(await Assert.ThrowsAnyAsync<Exception>(() => s3.HeadBucketAsync(new() { BucketName = "faulty-bucket" }, Cancel)));

        Assert.Null((await s3.ListObjectsV2Async(new() { BucketName = "faulty-bucket" }, Cancel)).S3Objects);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"faults":[null]}""")]
    [InlineData("""{"faults":[{}]}""")]
    [InlineData("""{"faults":[{"fault":"melt"}]}""")]
    [InlineData("""{"faults":[{"fault":0}]}""")]
    [InlineData("""{"faults":[{"fault":"throttle","count":0}]}""")]
    [InlineData("""{"faults":[{"fault":"throttle","probability":0}]}""")]
    [InlineData("""{"faults":[{"fault":"throttle","probability":1.1}]}""")]
    [InlineData("""{"faults":[{"fault":"throttle","after":-1}]}""")]
    [InlineData("""{"faults":[{"fault":"throttle","duration":1}]}""")]
    [InlineData("""{"faults":[{"fault":"throttle","id":"vpc-1"}]}""")]
    [InlineData("""{"faults":[{"fault":"delay"}]}""")]
    [InlineData("""{"faults":[{"fault":"reset","code":"x"}]}""")]
    [InlineData("""{"faults":[{"fault":"failed","action":"CreateVpc"}]}""")]
    [InlineData("""{"faults":[{"fault":"notFound","action":"s3:*"}]}""")]
    [InlineData("""{"faults":[{"fault":"reset"},{"fault":"reset","action":"ec2:CreateVpn"}]}""")]
    public async Task What_is_no_rule_is_refused_and_leaves_the_plan_as_it_was(string body)
    {
        await PlanAsync("""{"fault":"throttle","action":"s3:*"}""");

        foreach (var method in new[] { "POST", "PUT" })
        {
            var (status, answer) = await lab.SendAsync(method, "/_lab/faults", body);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.NotNull(JsonNode.Parse(answer)!["message"]);
        }
        Assert.Single((await lab.GetAsync("faults"))["faults"]!.AsArray());
    }

    private Task<JsonNode> PlanAsync(params string[] rules) => lab.PostAsync("faults", $$"""{"faults":[{{string.Join(',', rules)}}]}""");

    /// <summary>How often the first rule did: the SDK repeats a call whose connection was reset, also where it makes no retries.</summary>
    private async Task<int> FiredAsync() => (int)(await lab.GetAsync("faults"))["faults"]![0]!["fired"]!;

    private async Task<List<string>> OwnVpcsAsync() =>
        [.. (await ec2.DescribeVpcsAsync(new(), Cancel)).Vpcs.Where(vpc => vpc.IsDefault == false).Select(vpc => vpc.VpcId)];

    private async Task<List<bool>> OutcomesAsync(int calls)
    {
        List<bool> succeeded = [];
        for (var call = 0; call < calls; call++)
        {
            try
            {
                await ec2.DescribeVpcsAsync(new(), Cancel);
                succeeded.Add(true);
            }
            catch (AmazonEC2Exception)
            {
                succeeded.Add(false);
            }
        }
        return succeeded;
    }

    /// <summary>What a client sees of a connection that was reset: no answer of a service.</summary>
    private static void Broken(Exception error)
    {
        Assert.IsNotType<AmazonServiceException>(error, exactMatch: false);
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(error.GetBaseException()).SocketErrorCode);
    }
}
