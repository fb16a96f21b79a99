using System.Collections.Concurrent;
using System.Net;
using System.Text;
using EndpointLab.Simulator;

namespace EndpointLab.Core.Tests.Labs;

/// <summary>Removals that AWS is slow on, or that something stands in the way of.</summary>
public sealed class LabRemovalTests : IDisposable
{
    private const string LoadBalancer = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/orders/50dc6c495c0c9188";

    private readonly LabAccount account = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Dictionary<string, string> Tagged => new() { ["endpointlab:lab"] = "demo" };

    public void Dispose() => account.Dispose();

    [Fact]
    public async Task Instances_endpoints_and_their_interfaces_may_take_their_time()
    {
        using LabAccount slow = new(Lifecycle.Quick);
        await slow.BuildAsync(LabAccount.Full());
        await slow.RemoveAsync("demo");
        Assert.Empty(slow.Reporter.Errors);
        Assert.Empty(await slow.GetAsync());
    }

    [Fact]
    public async Task What_is_not_the_labs_keeps_the_VPC_and_is_named()
    {
        var vpcId = (await account.BuildAsync(LabAccount.Full())).VpcId!;
        var mine = (await account.Session.Ec2.CreateSubnetAsync(
            new() { VpcId = vpcId, CidrBlock = "10.0.200.0/24", AvailabilityZone = "us-east-1a" }, Cancel)).Subnet.SubnetId;

        var left = await Assert.ThrowsAsync<LabException>(() => account.RemoveAsync("demo", timeout: TimeSpan.FromHours(1)));

        Assert.Equal(ErrorId.LabLeft, left.ErrorId);
        Assert.Contains(vpcId, left.Message, StringComparison.Ordinal);
        var error = Assert.Single(account.Reporter.Errors);
        Assert.Equal("DependencyViolation", error.ErrorId);
        Assert.Contains(mine, error.NextStep, StringComparison.Ordinal);
        Assert.Equal(LabState.Removing, Assert.Single(await account.GetAsync()).State);

        account.Reporter.Errors.Clear();
        await Subnets.RemoveAsync(account.Operation(), mine);
        await account.RemoveAsync("demo");
        Assert.Empty(await account.GetAsync());
    }

    [Fact]
    public async Task What_has_a_public_address_and_is_not_the_labs_keeps_the_gateway_and_is_named()
    {
        var lab = await account.BuildAsync(LabAccount.Full());
        var subnet = await Subnets.CreateAsync(
            account.Operation(), lab.VpcId!, Cidr.Parse("10.0.200.0/24"), null, null, false, false, new Dictionary<string, string>());
        var mine = await EndpointLab.Instances.LaunchAsync(
            account.Operation(),
            new(subnet.SubnetId, "t3.micro", [], null, null, null, null, AssociatePublicIpAddress: true, new Dictionary<string, string>()));

        await Assert.ThrowsAsync<LabException>(() => account.RemoveAsync("demo", timeout: TimeSpan.FromHours(1)));

        var error = Assert.Single(account.Reporter.Errors);
        Assert.Equal(lab.Resources.Single(part => part.Role == "internet-gateway").Id, error.Target);
        Assert.Contains($"Remove-LabInstance {mine.InstanceId}", error.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_hides_whose_it_is_is_named()
    {
        var bucket = (await account.BuildAsync(LabAccount.Full())).BucketName!;
        await account.HideAsync(bucket);

        foreach (var attempt in (Func<Task>[])
            [
                () => account.RemoveAsync("demo"),
                () => account.RemoveAsync("demo"),
                () => EndpointLabs.TestAsync(account.Operation(), "demo", account.KeyFolder),
            ])
        {
            var left = await Assert.ThrowsAsync<LabException>(attempt);
            Assert.Equal(ErrorId.LabLeft, left.ErrorId);
            Assert.Contains(bucket, left.Message, StringComparison.Ordinal);
        }

        Assert.Empty(await account.GetAsync());
        Assert.Contains(bucket, Assert.Single(account.Reporter.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_role_that_reads_the_bucket_goes_though_somebody_deleted_the_bucket()
    {
        var bucket = (await account.BuildAsync(LabAccount.Full())).BucketName!;
        await account.Session.S3.DeleteObjectAsync(bucket, "hello.txt", Cancel);
        await account.Session.S3.DeleteBucketAsync(bucket, Cancel);
        Assert.NotNull(await Identities.GetRoleAsync(account.Operation(), bucket));

        await account.RemoveAsync("demo");

        Assert.Empty(account.Reporter.Errors);
        Assert.True((await Assert.ThrowsAsync<LabException>(() => Identities.GetRoleAsync(account.Operation(), bucket))).IsNotFound);
        Assert.True((await Assert.ThrowsAsync<LabException>(() => Identities.GetInstanceProfileAsync(account.Operation(), bucket))).IsNotFound);
    }

    [Fact]
    public async Task The_file_for_a_key_that_a_killed_build_never_got_goes()
    {
        var name = LabPlan.UniqueName("demo", LabAccount.Id, "us-east-1");
        await account.BuildAsync(LabAccount.Full());
        foreach (var file in (string[])[$"{name}.{Guid.NewGuid():N}", $"{name}.mine", $"other.{Guid.Empty:N}"])
        {
            await File.WriteAllTextAsync(Path.Join(account.KeyFolder, file), "", Cancel);
        }

        await account.RemoveAsync("demo");

        Assert.Equal(
            new[] { $"{name}.mine", $"other.{Guid.Empty:N}" }.Order(), Directory.EnumerateFiles(account.KeyFolder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task What_AWS_still_lists_though_it_is_gone_is_no_error()
    {
        await account.BuildAsync(LabAccount.Full());
        ConcurrentDictionary<string, string> seen = [];
        // Lists of VPCs and buckets stay as they were first.
        account.Wire.Befall = async (_, request, send) =>
        {
            var list = request.RequestUri!.Query.Contains("max-buckets", StringComparison.Ordinal) ? "ListBuckets"
                : Disturbance.Asks(request, "DescribeVpcs") ? "DescribeVpcs" : null;
            if (list is null)
            {
                return await send();
            }

            if (!seen.TryGetValue(list, out var old))
            {
                using var answer = await send();
                old = seen[list] = await answer.Content.ReadAsStringAsync(Cancel);
            }

            return new(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(old, Encoding.UTF8, "text/xml") };
        };
        await Assert.ThrowsAsync<LabException>(() => account.RemoveAsync("demo"));

        var left = await Assert.ThrowsAsync<LabException>(() => account.RemoveAsync("demo"));

        Assert.Equal(ErrorId.LabLeft, left.ErrorId);
        Assert.Matches("this is left: vpc-[0-9a-f]+\\.$", left.Message);
        Assert.Empty(account.Reporter.Errors);
        account.Wire.Befall = null;
        Assert.Empty(await account.GetAsync());
    }

    [Fact]
    public async Task Objects_that_may_not_be_deleted_are_named_with_S3s_code()
    {
        var bucket = (await account.BuildAsync(LabAccount.Full())).BucketName!;
        await account.Session.S3.PutBucketPolicyAsync(
            new()
            {
                BucketName = bucket,
                Policy = $$"""
                    {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::{{bucket}}/*"}]}
                    """,
            },
            Cancel);

        await Assert.ThrowsAsync<LabException>(() => account.RemoveAsync("demo"));

        var error = Assert.Single(account.Reporter.Errors);
        Assert.Equal("AccessDenied", error.AwsErrorCode);
        Assert.NotNull(error.RequestId);
        Assert.Contains("hello.txt", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DescribeAddresses", Mishap.Throttled)]
    [InlineData("DeleteNatGateway", Mishap.KilledAfterTheChange)]
    [InlineData("ReleaseAddress", Mishap.Killed)]
    [InlineData("ReleaseAddress", Mishap.KilledAfterTheChange)]
    [InlineData("ReleaseAddress", Mishap.AnswerLost)]
    public async Task The_address_of_a_NAT_gateway_goes_with_it_whatever_befalls_the_removal(string action, Mishap mishap)
    {
        var other = await AllocateAsync();
        var lab = await account.BuildAsync(LabAccount.Full());
        var subnetId = lab.Resources.Single(part => part.Role == "public-subnet").Id;
        await NatGateways.CreateAsync(account.Operation(), subnetId, TimeSpan.FromSeconds(5), Tagged);
        Assert.Contains("ElasticAddress", Assert.Single(await account.GetAsync()).Resources.Select(part => part.Kind));

        using var token = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        account.Wire.Befall = new Disturbance(mishap, (_, request) => Disturbance.Asks(request, action), token).BefallAsync;
        var removal = account.RemoveAsync("demo", account.OperationUntil(token.Token));
        if (mishap is Mishap.Killed or Mishap.KilledAfterTheChange)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => removal);
            account.Wire.Befall = null;
            Assert.Equal(LabState.Removing, Assert.Single(await account.GetAsync()).State);
            removal = account.RemoveAsync("demo");
        }

        await removal;
        account.Wire.Befall = null;
        Assert.Empty(account.Reporter.Errors);
        Assert.Empty(await account.GetAsync());
        Assert.Equal([other], await AddressesAsync());
    }

    [Fact]
    public async Task An_address_that_was_allocated_for_nothing_any_more_goes_and_one_that_something_else_has_is_named()
    {
        var lab = await account.BuildAsync(LabAccount.Full() with { WithInstance = false });
        var free = await AllocateAsync(Tagged);
        Assert.Equal(0.005m, (await account.GetAsync()).Single().HourlyCost - lab.HourlyCost);
        var used = await AllocateAsync(Tagged);
        var mine = await NeighbourAsync();
        await account.Session.Ec2.AssociateAddressAsync(new() { AllocationId = used, NetworkInterfaceId = mine }, Cancel);

        var left = await Assert.ThrowsAsync<LabException>(() => account.RemoveAsync("demo", timeout: TimeSpan.FromHours(1)));

        Assert.Equal((ErrorId.LabLeft, true), (left.ErrorId, left.Message.Contains(used, StringComparison.Ordinal)));
        Assert.Contains(account.Reporter.Errors, error => error.ErrorId == "InvalidIPAddress.InUse");
        Assert.Equal([used], await AddressesAsync());
        Assert.NotEqual(free, used);
    }

    [Fact]
    public async Task Connections_to_the_labs_own_service_are_rejected()
    {
        var service = await ServiceConfigurations.CreateAsync(account.Operation(), new([LoadBalancerArn.Parse(LoadBalancer)], false, null, [], [], Tagged));
        var vpc = await Vpcs.CreateAsync(account.Operation(), Cidr.Parse("10.9.0.0/16"), ipv6: false, new Dictionary<string, string>());
        var subnet = await Subnets.CreateAsync(
            account.Operation(), vpc.VpcId, Cidr.Parse("10.9.1.0/24"), null, null, false, false, new Dictionary<string, string>());
        var endpoint = await InterfaceEndpoints.CreateAsync(
            account.Operation(), new(service.ServiceName, [subnet.SubnetId], new Dictionary<string, string>()));
        Assert.Equal("Partial", $"{Assert.Single(await account.GetAsync()).State}");

        await account.RemoveAsync("demo");

        Assert.Empty(account.Reporter.Errors);
        Assert.Empty(await account.GetAsync());
        Assert.Equal(EndpointStates.Rejected, (await VpcEndpoints.GetAsync(account.Operation(), endpoint.VpcEndpointId)).State);
    }

    [Fact]
    public async Task A_gateway_that_somebody_attached_to_another_VPC_stays_there()
    {
        var lab = await account.BuildAsync(LabAccount.Full() with { WithInstance = false });
        var gatewayId = lab.Resources.Single(part => part.Role == "internet-gateway").Id;
        var mine = await Vpcs.CreateAsync(account.Operation(), Cidr.Parse("10.9.0.0/16"), ipv6: false, new Dictionary<string, string>());
        await InternetGateways.DetachAsync(account.Operation(), gatewayId);
        await InternetGateways.AttachAsync(account.Operation(), gatewayId, mine.VpcId);

        await Assert.ThrowsAsync<LabException>(() => account.RemoveAsync("demo"));

        Assert.Contains(mine.VpcId, Assert.Single(account.Reporter.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(mine.VpcId, (await InternetGateways.GetAsync(account.Operation(), gatewayId)).VpcId);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("demo*")]
    [InlineData("dem?")]
    public async Task A_pattern_is_the_name_of_no_lab(string pattern)
    {
        await account.BuildAsync(LabAccount.Full());
        await account.BuildAsync(LabAccount.Full("demo-2") with { WithBucket = false });

        foreach (var use in (Func<Task>[])
            [
                () => account.RemoveAsync(pattern),
                () => EndpointLabs.TestAsync(account.Operation(), pattern, account.KeyFolder),
                () => EndpointLabs.FindVpcAsync(account.Operation(), pattern),
            ])
        {
            Assert.Equal(ErrorId.ResourceNotFound, (await Assert.ThrowsAsync<LabException>(use)).ErrorId);
        }

        Assert.All(await account.GetAsync(), lab => Assert.Equal(LabState.Complete, lab.State));
        Assert.Equal(2, (await account.GetAsync()).Count);
    }

    [Fact]
    public async Task There_is_nothing_to_remove_of_a_lab_that_there_is_not()
    {
        var error = await Assert.ThrowsAsync<LabException>(() => account.RemoveAsync("nothing"));
        Assert.Equal(ErrorId.ResourceNotFound, error.ErrorId);
    }

    private Task<string> AllocateAsync(Dictionary<string, string>? tags = null) => ElasticAddresses.AllocateAsync(account.Operation(), tags ?? []);

    private async Task<IEnumerable<string>> AddressesAsync() =>
        (await account.Session.Ec2.DescribeAddressesAsync(Cancel)).Addresses.Select(address => address.AllocationId);

    /// <summary>A network interface in a VPC with a way to the internet, which is not the lab's.</summary>
    private async Task<string> NeighbourAsync()
    {
        Dictionary<string, string> none = [];
        var vpc = await Vpcs.CreateAsync(account.Operation(), Cidr.Parse("10.9.0.0/16"), ipv6: false, none);
        var gateway = await InternetGateways.CreateAsync(account.Operation(), none);
        await InternetGateways.AttachAsync(account.Operation(), gateway.InternetGatewayId, vpc.VpcId);
        var subnet = await Subnets.CreateAsync(account.Operation(), vpc.VpcId, Cidr.Parse("10.9.1.0/24"), null, null, false, false, none);
        return (await account.Session.Ec2.CreateNetworkInterfaceAsync(new() { SubnetId = subnet.SubnetId }, Cancel)).NetworkInterface.NetworkInterfaceId;
    }
}
