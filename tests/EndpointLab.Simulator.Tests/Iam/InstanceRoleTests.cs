using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using EndpointLab.Simulator.Tests.Administration;
using static EndpointLab.Simulator.Tests.Iam.RawIam;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Iam;

/// <summary>An instance that calls as its role.</summary>
public sealed class InstanceRoleTests : IDisposable
{
    private const string Bucket = "lab-bucket";
    private readonly Cloud cloud = new(new() { Lifecycle = Lifecycle.Instant });
    private readonly RawIam iam;
    private readonly AmazonEC2Client ec2;
    private readonly LabClient lab;

    public InstanceRoleTests() => (iam, ec2, lab) = (new(cloud), cloud.Ec2Client(accessKey: Account), LabClient.Of(cloud));

    public void Dispose()
    {
        iam.Dispose();
        ec2.Dispose();
        lab.Dispose();
    }

    [Fact]
    public async Task An_instance_calls_as_the_role_of_its_profile()
    {
        await PutObjectAsync();
        var role = await iam.CreateInstanceRoleAsync("Reader", "/endpointlab/", Allow("s3:GetObject", $"arn:aws:s3:::{Bucket}/*"));
        var instance = await LaunchAsync(new() { Name = "Reader" });
        Assert.Equal($"arn:aws:iam::{Account}:instance-profile/endpointlab/Reader", instance.IamInstanceProfile.Arn);
        Assert.StartsWith("AIPA", instance.IamInstanceProfile.Id);

        var credentials = await OfInstanceAsync(instance);
        using var sts = cloud.StsClient(credentials);
        var caller = await sts.GetCallerIdentityAsync(new(), Cancel);
        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/Reader/{instance.InstanceId}", caller.Arn);
        Assert.Matches($"^AROA[A-Z2-7]{{16}}:{instance.InstanceId}$", caller.UserId);

        using var s3 = cloud.S3Client(credentials);
        using var found = await s3.GetObjectAsync(Bucket, "hello.txt", Cancel);
        Assert.Equal(5, found.ContentLength);
        Assert.Equal(
            $"User: {caller.Arn} is not authorized to perform: s3:PutObject on resource: \"arn:aws:s3:::{Bucket}/x\" "
                + "because no identity-based policy allows the s3:PutObject action",
            await DeniedAsync(s3.PutObjectAsync(new() { BucketName = Bucket, Key = "x" }, Cancel)));

        await iam.CallAsync("DeleteRolePolicy", ("RoleName", "Reader"), ("PolicyName", "inline"));
        await DeniedAsync(s3.GetObjectAsync(Bucket, "hello.txt", Cancel));

        using var administrator = cloud.S3Client(accessKey: Account);
        await administrator.PutBucketPolicyAsync(Bucket, RawIam.Policy(
            $"\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":\"{role}\"}},\"Action\":\"s3:GetObject\","
                + $"\"Resource\":\"arn:aws:s3:::{Bucket}/*\","
                + $"\"Condition\":{{\"ArnEquals\":{{\"aws:PrincipalArn\":\"{role}\"}}}}"), Cancel);
        using var allowed = await s3.GetObjectAsync(Bucket, "hello.txt", Cancel);
    }

    [Fact]
    public async Task There_is_a_reason_where_an_instance_has_no_credentials()
    {
        var bare = (await ec2.CreateNetworkInterfaceAsync(new() { SubnetId = await SubnetAsync() }, Cancel)).NetworkInterface;
        Assert.Contains("belongs to no instance", await NoneAsync(bare.NetworkInterfaceId), StringComparison.Ordinal);
        var instance = await LaunchAsync(null);
        var networkInterface = instance.NetworkInterfaces.Single().NetworkInterfaceId;
        Assert.Equal($"{instance.InstanceId} has no instance profile, so it has no credentials.", await NoneAsync(networkInterface));
        await iam.CallAsync("CreateInstanceProfile", ("InstanceProfileName", "Empty"));
        await ec2.AssociateIamInstanceProfileAsync(
            new() { InstanceId = instance.InstanceId, IamInstanceProfile = new() { Name = "Empty" } }, Cancel);
        Assert.EndsWith("has no role.", await NoneAsync(networkInterface), StringComparison.Ordinal);
        await iam.CallAsync(
            "CreateRole", ("RoleName", "Untrusting"), ("AssumeRolePolicyDocument", Trust($"{{\"AWS\":\"{Account}\"}}")));
        await iam.CallAsync("AddRoleToInstanceProfile", ("InstanceProfileName", "Empty"), ("RoleName", "Untrusting"));
        Assert.Contains("is not trusted to ec2.amazonaws.com", await NoneAsync(networkInterface), StringComparison.Ordinal);
        Assert.Contains("There is no network interface", await NoneAsync("eni-00000000000000000"), StringComparison.Ordinal);

        async Task<string> NoneAsync(string from)
        {
            var (status, answer) = await lab.SendAsync("POST", "/_lab/credentials", $"{{\"from\":\"{from}\"}}");
            Assert.Equal(HttpStatusCode.NotFound, status);
            return System.Text.Json.Nodes.JsonNode.Parse(answer)!["message"]!.GetValue<string>();
        }
    }

    [Fact]
    public async Task A_profile_is_associated_replaced_and_disassociated()
    {
        await iam.CreateInstanceRoleAsync("One");
        await iam.CreateInstanceRoleAsync("Two");
        var instance = await LaunchAsync(null);
        Assert.Null(instance.IamInstanceProfile);
        var one = (await ec2.AssociateIamInstanceProfileAsync(
            new() { InstanceId = instance.InstanceId, IamInstanceProfile = new() { Name = "One" } }, Cancel)).IamInstanceProfileAssociation;
        Assert.Equal(IamInstanceProfileAssociationState.Associating, one.State);
        Assert.Equal(
            $"There is an existing association for instance {instance.InstanceId}",
            await Refused("IncorrectState", ec2.AssociateIamInstanceProfileAsync(
                new() { InstanceId = instance.InstanceId, IamInstanceProfile = new() { Name = "Two" } }, Cancel)));

        var replaced = await ec2.ReplaceIamInstanceProfileAssociationAsync(
            new() { AssociationId = one.AssociationId, IamInstanceProfile = new() { Name = "Two" } }, Cancel);
        var two = replaced.IamInstanceProfileAssociation;
        var found = Assert.Single(await AssociationsAsync(instance));
        Assert.Equal((two.AssociationId, "associated"), (found.AssociationId, found.State.Value));
        Assert.EndsWith("/Two", found.IamInstanceProfile.Arn, StringComparison.Ordinal);

        await ec2.DisassociateIamInstanceProfileAsync(new() { AssociationId = two.AssociationId }, Cancel);
        Assert.Empty(await AssociationsAsync(instance));
        await Refused("InvalidAssociationID.NotFound", ec2.DisassociateIamInstanceProfileAsync(
            new() { AssociationId = two.AssociationId }, Cancel));
    }

    [Fact]
    public async Task A_profile_that_is_not_there_is_refused_and_one_in_use_stays_shown()
    {
        Assert.Equal(
            "Value (none) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
            await Refused("InvalidParameterValue", LaunchAsync(new() { Name = "none" })));
        await Refused("InvalidParameterValue", LaunchAsync(new() { Arn = $"arn:aws:iam::{Account}:instance-profile/none" }));
        await iam.CreateInstanceRoleAsync("One");
        var instance = await LaunchAsync(new() { Arn = $"arn:aws:iam::{Account}:instance-profile/One" });
        await iam.CallAsync("RemoveRoleFromInstanceProfile", ("InstanceProfileName", "One"), ("RoleName", "One"));
        await iam.CallAsync("DeleteInstanceProfile", ("InstanceProfileName", "One"));
        Assert.Single(await AssociationsAsync(instance));
        await ec2.TerminateInstancesAsync(new([instance.InstanceId]), Cancel);
        Assert.Empty(await AssociationsAsync(instance));
    }

    private async Task<List<IamInstanceProfileAssociation>> AssociationsAsync(Instance instance) =>
        (await ec2.DescribeIamInstanceProfileAssociationsAsync(
            new() { Filters = [By("instance-id", instance.InstanceId)] }, Cancel)).IamInstanceProfileAssociations ?? [];

    private async Task PutObjectAsync()
    {
        using var s3 = cloud.S3Client(accessKey: Account);
        await s3.PutBucketAsync(Bucket, Cancel);
        await s3.PutObjectAsync(new() { BucketName = Bucket, Key = "hello.txt", ContentBody = "hello" }, Cancel);
    }

    private async Task<SessionAWSCredentials> OfInstanceAsync(Instance instance)
    {
        var answer = await lab.PostAsync("credentials", $"{{\"from\":\"{instance.NetworkInterfaces.Single().NetworkInterfaceId}\"}}");
        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/Reader/{instance.InstanceId}", $"{answer["principalArn"]}");
        return new($"{answer["accessKeyId"]}", $"{answer["secretAccessKey"]}", $"{answer["token"]}");
    }

    private static async Task<string> DeniedAsync(Task call)
    {
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => call);
        Assert.Equal("AccessDenied", refusal.ErrorCode);
        return refusal.Message;
    }

    private async Task<string> SubnetAsync() => (await ec2.DescribeSubnetsAsync(new(), Cancel)).Subnets[0].SubnetId;

    private async Task<Instance> LaunchAsync(IamInstanceProfileSpecification? profile)
    {
        var image = await ec2.ImageIdAsync();
        var launched = (await ec2.RunInstancesAsync(new()
        {
            ImageId = image, InstanceType = InstanceType.T3Micro, MinCount = 1, MaxCount = 1, IamInstanceProfile = profile,
        }, Cancel)).Reservation.Instances.Single();
        return (await ec2.DescribeInstancesAsync(new() { InstanceIds = [launched.InstanceId] }, Cancel)).Reservations[0].Instances[0];
    }
}
