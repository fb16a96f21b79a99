using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;
using ExclusionState = Amazon.EC2.VpcBlockPublicAccessExclusionState;
using OptionsState = Amazon.EC2.VpcBlockPublicAccessState;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class BlockPublicAccessTests : IDisposable
{
    private static readonly TimeSpan Done = TimeSpan.FromMinutes(5);

    private readonly FakeTime time = new();
    private readonly Cloud cloud;
    private readonly AmazonEC2Client ec2;

    public BlockPublicAccessTests()
    {
        cloud = new(new() { Lifecycle = Lifecycle.Realistic, Time = time });
        ec2 = cloud.Ec2Client();
    }

    public void Dispose() => ec2.Dispose();

    [Fact]
    public async Task The_mode_is_the_accounts_in_one_region_and_takes_a_while()
    {
        var before = await Options(ec2);
        Assert.Equal((InternetGatewayBlockMode.Off, OptionsState.DefaultState), (before.InternetGatewayBlockMode, before.State));
        Assert.Equal(("123456789012", "us-east-1"), (before.AwsAccountId, before.AwsRegion));
        Assert.Equal(VpcBlockPublicAccessExclusionsAllowed.Allowed, before.ExclusionsAllowed);
        Assert.Null(before.LastUpdateTimestamp);
        var changed = (await ec2.ModifyVpcBlockPublicAccessOptionsAsync(
            new() { InternetGatewayBlockMode = InternetGatewayBlockMode.BlockIngress }, Cancel)).VpcBlockPublicAccessOptions;
        Assert.Equal(
            (InternetGatewayBlockMode.BlockIngress, OptionsState.UpdateInProgress), (changed.InternetGatewayBlockMode, changed.State));
        Assert.Equal(time.GetUtcNow().UtcDateTime, changed.LastUpdateTimestamp);
        time.Advance(Done);
        Assert.Equal(OptionsState.UpdateComplete, (await Options(ec2)).State);
        using var elsewhere = cloud.Ec2Client("eu-west-1");
        using var other = cloud.Ec2Client(accessKey: "111122223333");
        Assert.Equal(InternetGatewayBlockMode.Off, (await Options(elsewhere)).InternetGatewayBlockMode);
        Assert.Equal(InternetGatewayBlockMode.Off, (await Options(other)).InternetGatewayBlockMode);
        await Refused("InvalidParameterValue", ec2.ModifyVpcBlockPublicAccessOptionsAsync(
            new() { InternetGatewayBlockMode = "block-egress" }, Cancel));
    }

    [Fact]
    public async Task An_exclusion_is_created_changed_and_deleted_each_in_a_while()
    {
        var vpc = (await ec2.DescribeVpcsAsync(Cancel)).Vpcs.Single().VpcId;
        var created = (await ec2.CreateVpcBlockPublicAccessExclusionAsync(new()
        {
            VpcId = vpc,
            InternetGatewayExclusionMode = InternetGatewayExclusionMode.AllowBidirectional,
            TagSpecifications = [Tagged("vpc-block-public-access-exclusion", "a", "b")],
        }, Cancel)).VpcBlockPublicAccessExclusion;
        Assert.Equal(
            ($"arn:aws:ec2:us-east-1:123456789012:vpc/{vpc}", ExclusionState.CreateInProgress), (created.ResourceArn, created.State));
        Assert.StartsWith("vpcbpa-exclude-", created.ExclusionId, StringComparison.Ordinal);
        time.Advance(Done);
        var complete = await Only(By("state", "create-complete"), By("tag:a", "b"), By("resource-arn", created.ResourceArn));
        Assert.Equal(created.ExclusionId, complete.ExclusionId);
        await ec2.ModifyVpcBlockPublicAccessExclusionAsync(new()
        {
            ExclusionId = created.ExclusionId,
            InternetGatewayExclusionMode = InternetGatewayExclusionMode.AllowEgress,
        }, Cancel);
        Assert.Equal(ExclusionState.UpdateInProgress, (await Only(By("internet-gateway-exclusion-mode", "allow-egress"))).State);
        time.Advance(Done);
        await ec2.DeleteVpcBlockPublicAccessExclusionAsync(new() { ExclusionId = created.ExclusionId }, Cancel);
        Assert.Equal(ExclusionState.DeleteInProgress, (await Only()).State);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(ExclusionState.DeleteComplete, (await Only()).State);
        Assert.Contains("is in delete-complete state and cannot be deleted", await Refused(
            "InvalidParameterValue",
            ec2.DeleteVpcBlockPublicAccessExclusionAsync(new() { ExclusionId = created.ExclusionId }, Cancel)));
        time.Advance(Done);
        await Refused("InvalidVpcBlockPublicAccessExclusionId.NotFound", ec2.DescribeVpcBlockPublicAccessExclusionsAsync(
            new() { ExclusionIds = [created.ExclusionId] }, Cancel));
    }

    [Fact]
    public async Task An_exclusion_names_one_vpc_or_subnet_that_has_none()
    {
        var subnet = (await ec2.DescribeSubnetsAsync(Cancel)).Subnets[0];
        await Refused("MissingParameter", Create(new()));
        await Refused("InvalidParameterCombination", Create(new() { VpcId = subnet.VpcId, SubnetId = subnet.SubnetId }));
        await Refused("InvalidSubnetID.NotFound", Create(new() { SubnetId = "subnet-0123456789abcdef0" }));
        await Create(new() { SubnetId = subnet.SubnetId });
        await Refused("InvalidParameterValue", Create(new() { SubnetId = subnet.SubnetId }));
        await Create(new() { VpcId = subnet.VpcId });

        Task Create(CreateVpcBlockPublicAccessExclusionRequest request)
        {
            request.InternetGatewayExclusionMode = InternetGatewayExclusionMode.AllowEgress;
            return ec2.CreateVpcBlockPublicAccessExclusionAsync(request, Cancel);
        }
    }

    private static async Task<VpcBlockPublicAccessOptions> Options(AmazonEC2Client ec2) =>
        (await ec2.DescribeVpcBlockPublicAccessOptionsAsync(new(), Cancel)).VpcBlockPublicAccessOptions;

    private async Task<VpcBlockPublicAccessExclusion> Only(params List<Filter> filters) =>
        (await ec2.DescribeVpcBlockPublicAccessExclusionsAsync(new() { Filters = filters }, Cancel))
            .VpcBlockPublicAccessExclusions.Single();
}
