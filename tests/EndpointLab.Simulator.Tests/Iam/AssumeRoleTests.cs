using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using static EndpointLab.Simulator.Tests.Iam.RawIam;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Iam;

public sealed class AssumeRoleTests : IDisposable
{
    private const string Other = "444455556666";
    private readonly Cloud cloud = new();
    private readonly RawIam iam;
    private readonly RawIam elsewhere;

    public AssumeRoleTests() => (iam, elsewhere) = (new(cloud), new(cloud, Other));

    public void Dispose()
    {
        iam.Dispose();
        elsewhere.Dispose();
    }

    private async Task<string> RoleAsync(string trust, string name = "Reader", string? policy = null)
    {
        var arn = (await iam.CallAsync(
            "CreateRole", ("RoleName", name), ("Path", "/a/"), ("AssumeRolePolicyDocument", trust))).Text("Arn");
        if (policy is not null)
            await iam.CallAsync("PutRolePolicy", ("RoleName", name), ("PolicyName", "p"), ("PolicyDocument", policy));
        return arn;
    }

    private async Task<Credentials> AssumeAsync(AWSCredentials caller, string role, Action<AssumeRoleRequest>? more = null) =>
        (await ResponseAsync(caller, role, more)).Credentials;

    private async Task<AssumeRoleResponse> ResponseAsync(AWSCredentials caller, string role, Action<AssumeRoleRequest>? more = null)
    {
        using var sts = cloud.StsClient(caller);
        AssumeRoleRequest request = new() { RoleArn = role, RoleSessionName = "me" };
        more?.Invoke(request);
        return await sts.AssumeRoleAsync(request, Cancel);
    }

    private async Task<string> DeniedAsync(string code, AWSCredentials caller, string role, Action<AssumeRoleRequest>? more = null)
    {
        var refusal = await Assert.ThrowsAnyAsync<AmazonSecurityTokenServiceException>(() => AssumeAsync(caller, role, more));
        Assert.Equal(code, refusal.ErrorCode);
        return refusal.Message;
    }

    private static BasicAWSCredentials Key(string account) => new(account, "secret");

    [Fact]
    public async Task A_session_is_the_role()
    {
        var role = await RoleAsync(Trust($"{{\"AWS\":\"{Account}\"}}"), policy: Allow("s3:ListAllMyBuckets"));
        var answer = await ResponseAsync(Key(Account), role);
        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/Reader/me", answer.AssumedRoleUser.Arn);
        Assert.StartsWith("ASIA", answer.Credentials.AccessKeyId, StringComparison.Ordinal);
        using var sts = cloud.StsClient(answer.Credentials);
        var caller = await sts.GetCallerIdentityAsync(new(), Cancel);
        Assert.Equal((answer.AssumedRoleUser.Arn, answer.AssumedRoleUser.AssumedRoleId), (caller.Arn, caller.UserId));
        using var s3 = cloud.S3Client(answer.Credentials);
        await s3.ListBucketsAsync(Cancel);
        await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.PutBucketAsync("lab-bucket", Cancel));
    }

    [Fact]
    public async Task A_session_ends_with_its_role_and_does_not_return_with_its_name()
    {
        var trust = Trust($"{{\"AWS\":\"{Account}\"}}");
        var session = await AssumeAsync(Key(Account), await RoleAsync(trust));
        await iam.CallAsync("DeleteRole", ("RoleName", "Reader"));
        using var sts = cloud.StsClient(session);
        Assert.Equal("InvalidClientTokenId", await CodeAsync());
        await RoleAsync(trust);
        Assert.Equal("InvalidClientTokenId", await CodeAsync());

        async Task<string> CodeAsync() => (await Assert.ThrowsAnyAsync<AmazonSecurityTokenServiceException>(
            () => sts.GetCallerIdentityAsync(new(), Cancel))).ErrorCode;
    }

    [Fact]
    public async Task The_trust_policy_decides_even_for_an_administrator()
    {
        var role = await RoleAsync(Trust("{\"Service\":\"ec2.amazonaws.com\"}"));
        Assert.Equal(
            $"User: arn:aws:iam::{Account}:user/endpointlab is not authorized to perform: sts:AssumeRole on resource: {role} "
                + "because no role trust policy allows the sts:AssumeRole action",
            await DeniedAsync("AccessDenied", Key(Account), role));
        await iam.CallAsync(
            "UpdateAssumeRolePolicy", ("RoleName", "Reader"),
            ("PolicyDocument", Trust($"{{\"AWS\":\"arn:aws:iam::{Account}:user/endpointlab\"}}")));
        await AssumeAsync(Key(Account), role);
        await DeniedAsync("AccessDenied", Key(Account), $"arn:aws:iam::{Account}:role/Reader");
        await DeniedAsync("AccessDenied", Key(Account), $"arn:aws:iam::{Account}:user/endpointlab");
    }

    [Fact]
    public async Task Across_accounts_both_the_role_and_the_callers_policies_must_allow()
    {
        await elsewhere.CallAsync("CreateUser", ("UserName", "bob"));
        var key = await elsewhere.CallAsync("CreateAccessKey", ("UserName", "bob"));
        BasicAWSCredentials bob = new(key.Text("AccessKeyId"), key.Text("SecretAccessKey"));
        var role = await RoleAsync(Trust($"{{\"AWS\":\"arn:aws:iam::{Other}:user/bob\"}}"));
        Assert.Equal(
            $"User: arn:aws:iam::{Other}:user/bob is not authorized to perform: sts:AssumeRole on resource: {role}",
            await DeniedAsync("AccessDenied", bob, role));
        await elsewhere.CallAsync(
            "PutUserPolicy", ("UserName", "bob"), ("PolicyName", "p"), ("PolicyDocument", Allow("sts:AssumeRole", role)));
        await AssumeAsync(bob, role);
        await DeniedAsync("AccessDenied", Key(Other), role);
    }

    [Fact]
    public async Task An_external_id_that_the_trust_policy_asks_for_must_be_given()
    {
        var role = await RoleAsync(RawIam.Policy(
            $"\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":\"{Account}\"}},\"Action\":\"sts:AssumeRole\","
                + "\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"secret\"}}"));
        await DeniedAsync("AccessDenied", Key(Account), role);
        await DeniedAsync("AccessDenied", Key(Account), role, request => request.ExternalId = "guess");
        await AssumeAsync(Key(Account), role, request => request.ExternalId = "secret");
    }

    [Fact]
    public async Task A_session_lasts_as_long_as_was_asked_and_the_role_lets_it()
    {
        var role = await RoleAsync(Trust($"{{\"AWS\":\"{Account}\"}}"));
        var tooShort = 899;
        await DeniedAsync("ValidationError", Key(Account), role, request => request.DurationSeconds = tooShort);
        Assert.Equal(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
            await DeniedAsync("ValidationError", Key(Account), role, request => request.DurationSeconds = 3601));
        var session = await AssumeAsync(Key(Account), role, request => request.DurationSeconds = 900);
        Assert.InRange(session.Expiration!.Value.ToUniversalTime() - DateTime.UtcNow, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        await iam.CallAsync("UpdateRole", ("RoleName", "Reader"), ("MaxSessionDuration", "43200"));
        await AssumeAsync(Key(Account), role, request => request.DurationSeconds = 43200);
        var second = await RoleAsync(Trust($"{{\"AWS\":\"{role}\"}}"), "Second");
        await iam.CallAsync("UpdateRole", ("RoleName", "Second"), ("MaxSessionDuration", "43200"));
        await AssumeAsync(session, second);
        await DeniedAsync("ValidationError", session, second, request => request.DurationSeconds = 3601);
    }

    [Fact]
    public async Task What_would_narrow_a_session_is_refused_rather_than_passed_over()
    {
        var role = await RoleAsync(Trust($"{{\"AWS\":\"{Account}\"}}"));
        Assert.Equal(
            "The simulator does not know the parameter Policy.",
            await DeniedAsync("ValidationError", Key(Account), role, request => request.Policy = Allow("*")));
        var spaced = "a b";
        await DeniedAsync("ValidationError", Key(Account), role, request => request.RoleSessionName = spaced);
    }

    [Fact]
    public async Task A_boundary_limits_the_role_and_a_denial_says_so()
    {
        var role = await RoleAsync(Trust($"{{\"AWS\":\"{Account}\"}}"), policy: Allow("s3:*"));
        var session = await AssumeAsync(Key(Account), role);
        using var s3 = cloud.S3Client(session);
        await s3.PutBucketAsync("lab-bucket", Cancel);
        await iam.CallAsync(
            "PutRolePermissionsBoundary", ("RoleName", "Reader"),
            ("PermissionsBoundary", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
        await s3.ListBucketsAsync(Cancel);
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.DeleteBucketAsync("lab-bucket", Cancel));
        Assert.Equal(HttpStatusCode.Forbidden, refusal.StatusCode);
        Assert.EndsWith("because no permissions boundary allows the s3:DeleteBucket action", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_may_speak_of_the_callers_id_tags_and_role()
    {
        var role = await RoleAsync(Trust($"{{\"AWS\":\"{Account}\"}}"), policy: RawIam.Policy(
            "\"Effect\":\"Allow\",\"Action\":\"s3:CreateBucket\",\"Resource\":\"arn:aws:s3:::${aws:PrincipalTag/team}-*\","
                + "\"Condition\":{\"StringLike\":{\"aws:userid\":\"AROA*:me\","
                + $"\"aws:PrincipalArn\":\"arn:aws:iam::{Account}:role/a/Reader\"}}}}"));
        await iam.CallAsync("TagRole", ("RoleName", "Reader"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "red"));
        using var s3 = cloud.S3Client(await AssumeAsync(Key(Account), role));
        await s3.PutBucketAsync("red-bucket", Cancel);
        await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.PutBucketAsync("blue-bucket", Cancel));
    }
}
