using static EndpointLab.Simulator.Tests.Iam.RawIam;

namespace EndpointLab.Simulator.Tests.Iam;

/// <summary>Managed policies, their versions, and what they are attached to.</summary>
public sealed class PolicyTests : IDisposable
{
    private const string ReadOnly = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    private readonly RawIam iam = new(new Cloud());

    public void Dispose() => iam.Dispose();

    private async Task<string> CreateAsync(string name) => (await iam.CallAsync(
        "CreatePolicy", ("PolicyName", name), ("Path", "/a/"), ("PolicyDocument", Allow("s3:GetObject")))).Text("Arn");

    private Task CreateRoleAsync(string name = "Reader") => iam.CallAsync(
        "CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", Trust("{\"Service\":\"ec2.amazonaws.com\"}")));

    [Fact]
    public async Task The_default_version_is_in_force_and_none_is_numbered_twice()
    {
        var arn = await CreateAsync("Read");
        Assert.Equal($"arn:aws:iam::{Account}:policy/a/Read", arn);
        var second = await iam.CallAsync("CreatePolicyVersion", ("PolicyArn", arn), ("PolicyDocument", Allow("s3:PutObject")));
        Assert.Equal(("v2", "false"), (second.Text("VersionId"), second.Text("IsDefaultVersion")));
        Assert.Equal("v1", (await iam.CallAsync("GetPolicy", ("PolicyArn", arn))).Text("DefaultVersionId"));
        await iam.CallAsync("SetDefaultPolicyVersion", ("PolicyArn", arn), ("VersionId", "v2"));
        var read = await iam.CallAsync("GetPolicyVersion", ("PolicyArn", arn), ("VersionId", "v2"));
        Assert.Equal(Allow("s3:PutObject"), Uri.UnescapeDataString(read.Text("Document")));
        Assert.Equal("true", read.Text("IsDefaultVersion"));

        Assert.Equal(
            "Cannot delete the default version of a policy.",
            await iam.RefusedAsync("DeleteConflict", "DeletePolicyVersion", ("PolicyArn", arn), ("VersionId", "v2")));
        await iam.CallAsync("CreatePolicyVersion", ("PolicyArn", arn), ("PolicyDocument", Allow("s3:*")), ("SetAsDefault", "true"));
        await iam.CallAsync("DeletePolicyVersion", ("PolicyArn", arn), ("VersionId", "v2"));
        Assert.Equal(["v1", "v3"], (await iam.CallAsync("ListPolicyVersions", ("PolicyArn", arn))).Texts("VersionId"));
        await iam.RefusedAsync("NoSuchEntity", "GetPolicyVersion", ("PolicyArn", arn), ("VersionId", "v2"));
    }

    [Fact]
    public async Task There_are_five_versions_at_most()
    {
        var arn = await CreateAsync("Read");
        for (var number = 2; number <= 5; number++)
            await iam.CallAsync("CreatePolicyVersion", ("PolicyArn", arn), ("PolicyDocument", Allow("s3:*")));
        Assert.StartsWith(
            "A managed policy can have up to 5 versions.",
            await iam.RefusedAsync("LimitExceeded", "CreatePolicyVersion", ("PolicyArn", arn), ("PolicyDocument", Allow("s3:*"))));
    }

    [Fact]
    public async Task A_policy_stays_as_long_as_something_has_it()
    {
        var arn = await CreateAsync("Read");
        await CreateRoleAsync();
        await iam.CallAsync("AttachRolePolicy", ("RoleName", "Reader"), ("PolicyArn", arn));
        await iam.CallAsync("AttachRolePolicy", ("RoleName", "Reader"), ("PolicyArn", arn));
        await iam.CallAsync("AttachRolePolicy", ("RoleName", "Reader"), ("PolicyArn", ReadOnly));
        Assert.Equal(
            [arn, ReadOnly],
            (await iam.CallAsync("ListAttachedRolePolicies", ("RoleName", "Reader"))).Texts("PolicyArn"));
        Assert.Equal("1", (await iam.CallAsync("GetPolicy", ("PolicyArn", arn))).Text("AttachmentCount"));
        Assert.Equal(["Reader"], (await iam.CallAsync("ListEntitiesForPolicy", ("PolicyArn", arn))).Texts("RoleName"));
        Assert.Equal(
            "Cannot delete a policy attached to entities.", await iam.RefusedAsync("DeleteConflict", "DeletePolicy", ("PolicyArn", arn)));
        Assert.Equal(
            "Cannot delete entity, must detach all policies first.",
            await iam.RefusedAsync("DeleteConflict", "DeleteRole", ("RoleName", "Reader")));
        await iam.CallAsync("DetachRolePolicy", ("RoleName", "Reader"), ("PolicyArn", arn));
        await iam.RefusedAsync("NoSuchEntity", "DetachRolePolicy", ("RoleName", "Reader"), ("PolicyArn", arn));
        await iam.CallAsync("PutRolePermissionsBoundary", ("RoleName", "Reader"), ("PermissionsBoundary", arn));
        Assert.Equal(arn, (await iam.CallAsync("GetRole", ("RoleName", "Reader"))).Text("PermissionsBoundaryArn"));
        await iam.RefusedAsync("DeleteConflict", "DeletePolicy", ("PolicyArn", arn));
        await iam.CallAsync("DeleteRolePermissionsBoundary", ("RoleName", "Reader"));
        await iam.CallAsync("DeletePolicy", ("PolicyArn", arn));
        Assert.Equal($"Policy {arn} was not found.", await iam.RefusedAsync("NoSuchEntity", "GetPolicy", ("PolicyArn", arn)));
    }

    [Fact]
    public async Task Who_uses_a_policy_is_told_by_kind_way_and_path()
    {
        var arn = await CreateAsync("Read");
        await CreateRoleAsync();
        await iam.CallAsync("AttachRolePolicy", ("RoleName", "Reader"), ("PolicyArn", arn));
        await iam.CallAsync("PutUserPermissionsBoundary", ("UserName", "endpointlab"), ("PermissionsBoundary", arn));
        Assert.Equal(["Reader", "endpointlab"], await UsersAsync("PathPrefix", "/"));
        Assert.Equal(["Reader"], await UsersAsync("PolicyUsageFilter", "PermissionsPolicy"));
        Assert.Equal(["endpointlab"], await UsersAsync("PolicyUsageFilter", "PermissionsBoundary"));
        Assert.Equal(["Reader"], await UsersAsync("EntityFilter", "Role"));
        Assert.Empty(await UsersAsync("PathPrefix", "/nobody/"));
        await iam.RefusedAsync("ValidationError", "ListEntitiesForPolicy", ("PolicyArn", arn), ("EntityFilter", "Everybody"));

        async Task<string[]> UsersAsync(string filter, string value)
        {
            var entities = await iam.CallAsync("ListEntitiesForPolicy", ("PolicyArn", arn), (filter, value));
            return [.. entities.Texts("RoleName"), .. entities.Texts("UserName")];
        }
    }

    [Fact]
    public async Task A_role_takes_ten_managed_policies()
    {
        await CreateRoleAsync();
        for (var number = 0; number <= 10; number++)
        {
            (string, string)[] attach = [("RoleName", "Reader"), ("PolicyArn", await CreateAsync($"p{number}"))];
            if (number < 10)
                await iam.CallAsync("AttachRolePolicy", attach);
            else
            {
                Assert.Equal(
                    "Cannot exceed quota for PoliciesPerRole: 10", await iam.RefusedAsync("LimitExceeded", "AttachRolePolicy", attach));
            }
        }
    }

    [Fact]
    public async Task Policies_of_AWS_are_everybodys_and_nobody_changes_them()
    {
        Assert.Equal(
            ["AdministratorAccess", "AmazonS3FullAccess", "AmazonS3ReadOnlyAccess", "AmazonSSMManagedInstanceCore"],
            (await iam.CallAsync("ListPolicies", ("Scope", "AWS"))).Texts("PolicyName"));
        Assert.Empty((await iam.CallAsync("ListPolicies", ("Scope", "Local"))).Texts("PolicyName"));
        await iam.RefusedAsync("AccessDenied", "DeletePolicy", ("PolicyArn", ReadOnly));
        await iam.RefusedAsync("AccessDenied", "CreatePolicyVersion", ("PolicyArn", ReadOnly), ("PolicyDocument", Allow("s3:*")));
        await iam.RefusedAsync(
            "NoSuchEntity", "AttachRolePolicy", ("RoleName", "none"), ("PolicyArn", ReadOnly));
        await CreateRoleAsync();
        Assert.Equal(
            "Policy arn:aws:iam::aws:policy/None does not exist or is not attachable.",
            await iam.RefusedAsync(
                "NoSuchEntity", "AttachRolePolicy", ("RoleName", "Reader"), ("PolicyArn", "arn:aws:iam::aws:policy/None")));
    }
}
