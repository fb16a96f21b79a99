using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using EndpointLab.Simulator.Tests.Administration;
using static EndpointLab.Simulator.Tests.Iam.RawIam;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Iam;

public sealed class UserTests : IDisposable
{
    private readonly Cloud cloud = new();
    private readonly RawIam iam;

    public UserTests() => iam = new(cloud);

    public void Dispose() => iam.Dispose();

    [Fact]
    public async Task The_accounts_key_is_a_user_with_administrator_access()
    {
        var user = await iam.CallAsync("GetUser");
        Assert.Equal($"arn:aws:iam::{Account}:user/endpointlab", user.Text("Arn"));
        Assert.Equal(
            ["arn:aws:iam::aws:policy/AdministratorAccess"],
            (await iam.CallAsync("ListAttachedUserPolicies", ("UserName", "endpointlab"))).Texts("PolicyArn"));
        Assert.Empty((await iam.CallAsync("ListUserPolicies", ("UserName", "endpointlab"))).Texts("member"));
        Assert.Empty((await iam.CallAsync("ListGroupsForUser", ("UserName", "endpointlab"))).Texts("GroupName"));
        using var s3 = cloud.S3Client(accessKey: Account);
        await s3.ListBucketsAsync(Cancel);
        await iam.CallAsync(
            "PutUserPolicy", ("UserName", "endpointlab"), ("PolicyName", "p"),
            ("PolicyDocument", RawIam.Policy("\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"")));
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.ListBucketsAsync(Cancel));
        Assert.EndsWith("with an explicit deny in an identity-based policy", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_calls_by_a_key_of_its_own_as_far_as_its_policies_go()
    {
        await iam.CallAsync("CreateUser", ("UserName", "alice"), ("Path", "/people/"));
        var key = await iam.CallAsync("CreateAccessKey", ("UserName", "alice"));
        BasicAWSCredentials credentials = new(key.Text("AccessKeyId"), key.Text("SecretAccessKey"));
        using var sts = cloud.StsClient(credentials);
        Assert.Equal($"arn:aws:iam::{Account}:user/people/alice", (await sts.GetCallerIdentityAsync(new(), Cancel)).Arn);
        using var s3 = cloud.S3Client(credentials);
        await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.ListBucketsAsync(Cancel));
        await iam.CallAsync("AttachUserPolicy", ("UserName", "alice"), ("PolicyArn", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
        await s3.ListBucketsAsync(Cancel);
        await iam.CallAsync(
            "PutUserPermissionsBoundary", ("UserName", "alice"),
            ("PermissionsBoundary", "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"));
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.ListBucketsAsync(Cancel));
        Assert.EndsWith(
            "because no permissions boundary allows the s3:ListAllMyBuckets action", refusal.Message, StringComparison.Ordinal);

        Assert.Equal(
            "Cannot delete entity, must delete access keys first.",
            await iam.RefusedAsync("DeleteConflict", "DeleteUser", ("UserName", "alice")));
        await iam.CallAsync("DeleteAccessKey", ("UserName", "alice"), ("AccessKeyId", key.Text("AccessKeyId")));
        Assert.Empty((await iam.CallAsync("ListAccessKeys", ("UserName", "alice"))).Texts("AccessKeyId"));
        await RefusedAsync(sts, "InvalidClientTokenId");
        await iam.CallAsync("DetachUserPolicy", ("UserName", "alice"), ("PolicyArn", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
        await iam.CallAsync("DeleteUser", ("UserName", "alice"));
        Assert.Equal(
            "The user with name alice cannot be found.", await iam.RefusedAsync("NoSuchEntity", "GetUser", ("UserName", "alice")));
    }

    [Fact]
    public async Task A_user_who_is_not_named_is_the_caller()
    {
        var key = (await iam.CallAsync("CreateAccessKey")).Text("AccessKeyId");
        Assert.Equal([key], (await iam.CallAsync("ListAccessKeys")).Texts("AccessKeyId"));
        await iam.CallAsync("DeleteAccessKey", ("AccessKeyId", key));
        Assert.Empty((await iam.CallAsync("ListAccessKeys", ("UserName", "endpointlab"))).Texts("AccessKeyId"));
    }

    [Fact]
    public async Task A_test_gets_keys_of_any_user_and_role_without_asking_them()
    {
        using var lab = LabClient.Of(cloud);
        await iam.CallAsync("CreateUser", ("UserName", "alice"));
        var role = await iam.CreateInstanceRoleAsync("Reader", "/a/");
        var user = await lab.PostAsync("credentials", $$"""{"principal":"arn:aws:iam::{{Account}}:user/alice"}""");
        Assert.Null(user["token"]);
        using var alice = cloud.StsClient(new BasicAWSCredentials($"{user["accessKeyId"]}", $"{user["secretAccessKey"]}"));
        Assert.Equal($"arn:aws:iam::{Account}:user/alice", (await alice.GetCallerIdentityAsync(new(), Cancel)).Arn);
        var session = await lab.PostAsync("credentials", $$"""{"principal":"{{role}}"}""");
        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/Reader/endpointlab", $"{session["principalArn"]}");
        var (status, _) = await lab.SendAsync("POST", "/_lab/credentials", """{"principal":"arn:aws:iam::111122223333:role/Reader"}""");
        Assert.Equal(404, (int)status);
        (status, _) = await lab.SendAsync("POST", "/_lab/credentials", "{}");
        Assert.Equal(400, (int)status);
        await iam.CallAsync("DeleteUser", ("UserName", "alice"));
        await RefusedAsync(alice, "InvalidClientTokenId");
    }

    [Fact]
    public async Task A_fault_befalls_one_action_of_IAM_alone()
    {
        using var lab = LabClient.Of(cloud);
        await lab.PostAsync("faults", """{"faults":[{"fault":"accessDenied","action":"iam:ListUsers"}]}""");
        Assert.Equal(
            $"User: arn:aws:iam::{Account}:user/endpointlab is not authorized to perform: iam:ListUsers",
            await iam.RefusedAsync("AccessDenied", "ListUsers"));
        await iam.CallAsync("GetUser");
    }

    [Fact]
    public async Task A_reset_forgets_users_roles_and_their_keys()
    {
        using var lab = LabClient.Of(cloud);
        await iam.CallAsync("CreateUser", ("UserName", "alice"));
        var key = (await iam.CallAsync("CreateAccessKey", ("UserName", "alice"))).Text("AccessKeyId");
        await lab.PostAsync("reset", "{}");
        Assert.Equal(["endpointlab"], (await iam.CallAsync("ListUsers")).Texts("UserName"));
        using var sts = cloud.StsClient(key);
        Assert.EndsWith(":user/endpointlab", (await sts.GetCallerIdentityAsync(new(), Cancel)).Arn, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(AmazonSecurityTokenServiceClient sts, string code) => Assert.Equal(
        code,
        (await Assert.ThrowsAnyAsync<AmazonSecurityTokenServiceException>(() => sts.GetCallerIdentityAsync(new(), Cancel))).ErrorCode);
}
