using System.Xml.Linq;
using static EndpointLab.Simulator.Tests.Iam.RawIam;

namespace EndpointLab.Simulator.Tests.Iam;

public sealed class RoleTests : IDisposable
{
    private const string Ec2 = "{\"Service\":\"ec2.amazonaws.com\"}";
    private readonly RawIam iam = new(new Cloud());

    public void Dispose() => iam.Dispose();

    private Task<XElement> CreateAsync(string name, params (string, string)[] more) =>
        iam.CallAsync("CreateRole", [("RoleName", name), ("AssumeRolePolicyDocument", Trust(Ec2)), .. more]);

    [Fact]
    public async Task A_role_is_as_it_was_created()
    {
        var created = await CreateAsync(
            "Reader", ("Path", "/a/b/"), ("Description", "reads"), ("MaxSessionDuration", "7200"),
            ("Tags.member.1.Key", "Lab"), ("Tags.member.1.Value", "one"));
        Assert.Equal($"arn:aws:iam::{Account}:role/a/b/Reader", created.Text("Arn"));
        Assert.StartsWith("AROA", created.Text("RoleId"), StringComparison.Ordinal);
        var read = (await iam.CallAsync("GetRole", ("RoleName", "reader"))).ToString();
        Assert.Equal(created.Elements().Single().ToString(), XElement.Parse(read).Elements().Single().ToString());
        Assert.Equal(Trust(Ec2), Uri.UnescapeDataString(created.Text("AssumeRolePolicyDocument")));
        Assert.DoesNotContain('{', created.Text("AssumeRolePolicyDocument"));
        Assert.Equal(
            ["Reader"], (await iam.CallAsync("ListRoles", ("PathPrefix", "/a"))).Texts("RoleName"));
        Assert.Empty((await iam.CallAsync("ListRoles", ("PathPrefix", "/b/"))).Texts("RoleName"));
    }

    [Fact]
    public async Task What_is_not_there_or_there_already_is_refused_in_iams_words()
    {
        Assert.Equal("The role with name x cannot be found.", await iam.RefusedAsync("NoSuchEntity", "GetRole", ("RoleName", "x")));
        await CreateAsync("Reader");
        Assert.Equal(
            "Role with name READER already exists.",
            await iam.RefusedAsync(
                "EntityAlreadyExists", "CreateRole", ("RoleName", "READER"), ("AssumeRolePolicyDocument", Trust(Ec2))));
        Assert.Equal(
            "The role policy with name p cannot be found.",
            await iam.RefusedAsync("NoSuchEntity", "GetRolePolicy", ("RoleName", "Reader"), ("PolicyName", "p")));
        Assert.Equal(
            "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null",
            await iam.RefusedAsync("ValidationError", "GetRole"));
        await iam.RefusedAsync("ValidationError", "GetRole", ("RoleName", "a b"));
        await iam.RefusedAsync("InvalidAction", "CreateRoles");
    }

    [Theory]
    [InlineData("{", "MalformedPolicyDocument")]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}}""", "Has prohibited field Resource")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole"}}""", "Missing required field Principal")]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/gone"},"Action":"sts:AssumeRole"}}""",
        "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:user/gone\"")]
    public async Task A_trust_policy_that_is_none_is_refused(string document, string reason)
    {
        var message = await iam.RefusedAsync(
            "MalformedPolicyDocument", "CreateRole", ("RoleName", "x"), ("AssumeRolePolicyDocument", document));
        if (document is not "{")
            Assert.Equal(reason, message);
        await iam.RefusedAsync("NoSuchEntity", "GetRole", ("RoleName", "x"));
    }

    [Fact]
    public async Task An_inline_policy_is_given_back_to_the_letter_until_it_is_deleted()
    {
        await CreateAsync("Reader");
        var policy = Allow("s3:GetObject", "arn:aws:s3:::lab+é/${aws:username}") + "\n";
        await iam.CallAsync("PutRolePolicy", ("RoleName", "Reader"), ("PolicyName", "p"), ("PolicyDocument", policy));
        var read = await iam.CallAsync("GetRolePolicy", ("RoleName", "Reader"), ("PolicyName", "p"));
        Assert.Equal(policy, Uri.UnescapeDataString(read.Text("PolicyDocument")));
        Assert.Equal(["p"], (await iam.CallAsync("ListRolePolicies", ("RoleName", "Reader"))).Texts("member"));
        Assert.Equal(
            "Cannot delete entity, must delete policies first.",
            await iam.RefusedAsync("DeleteConflict", "DeleteRole", ("RoleName", "Reader")));
        await iam.CallAsync("DeleteRolePolicy", ("RoleName", "Reader"), ("PolicyName", "p"));
        await iam.CallAsync("DeleteRole", ("RoleName", "Reader"));
        await iam.RefusedAsync("NoSuchEntity", "ListRolePolicies", ("RoleName", "Reader"));
    }

    [Fact]
    public async Task A_policy_that_names_a_principal_or_is_too_long_is_refused()
    {
        await CreateAsync("Reader");
        (string, string)[] named = [("RoleName", "Reader"), ("PolicyName", "p")];
        Assert.Equal(
            "Policy document should not specify a principal",
            await iam.RefusedAsync("MalformedPolicyDocument", "PutRolePolicy", [.. named, ("PolicyDocument", Trust("\"*\""))]));
        var long1 = Allow("s3:" + new string('x', 10_200));
        Assert.Contains(
            "Maximum policy size of 10240 bytes exceeded for role Reader",
            await iam.RefusedAsync("LimitExceeded", "PutRolePolicy", [.. named, ("PolicyDocument", long1)]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        foreach (var name in (string[])["c", "a", "b"])
            await CreateAsync(name);
        var first = await iam.CallAsync("ListRoles", ("MaxItems", "2"));
        Assert.Equal(["a", "b"], first.Texts("RoleName"));
        var second = await iam.CallAsync("ListRoles", ("MaxItems", "2"), ("Marker", first.Text("Marker")));
        Assert.Equal(["c"], second.Texts("RoleName"));
        Assert.Equal("false", second.Text("IsTruncated"));
    }

    [Fact]
    public async Task Tags_are_put_replaced_and_removed()
    {
        await CreateAsync("Reader", ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", "1"));
        await iam.CallAsync(
            "TagRole", ("RoleName", "Reader"), ("Tags.member.1.Key", "A"), ("Tags.member.1.Value", "2"),
            ("Tags.member.2.Key", "b"), ("Tags.member.2.Value", ""));
        var tags = await iam.CallAsync("ListRoleTags", ("RoleName", "Reader"));
        Assert.Equal(["A", "b"], tags.Texts("Key"));
        Assert.Equal(["2", ""], tags.Texts("Value"));
        Assert.Equal(
            "1 validation error detected: Value '' at 'tags.2.member.key' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 1",
            await iam.RefusedAsync(
                "ValidationError", "TagRole", ("RoleName", "Reader"), ("Tags.member.1.Key", "c"), ("Tags.member.1.Value", ""),
                ("Tags.member.2.Key", ""), ("Tags.member.2.Value", "")));
        await iam.CallAsync("UntagRole", ("RoleName", "Reader"), ("TagKeys.member.1", "a"));
        Assert.Equal(["b"], (await iam.CallAsync("ListRoleTags", ("RoleName", "Reader"))).Texts("Key"));
    }

    [Fact]
    public async Task A_profile_has_one_role_which_thus_can_not_be_deleted()
    {
        await iam.CreateInstanceRoleAsync("Reader", "/endpointlab/");
        await CreateAsync("Other");
        var profile = await iam.CallAsync("GetInstanceProfile", ("InstanceProfileName", "Reader"));
        Assert.Equal(
            [$"arn:aws:iam::{Account}:instance-profile/endpointlab/Reader", $"arn:aws:iam::{Account}:role/endpointlab/Reader"],
            profile.Texts("Arn"));
        Assert.Equal(
            "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
            await iam.RefusedAsync("LimitExceeded", "AddRoleToInstanceProfile", ("InstanceProfileName", "Reader"), ("RoleName", "Other")));
        await iam.RefusedAsync("DeleteConflict", "DeleteRole", ("RoleName", "Reader"));
        await iam.RefusedAsync("DeleteConflict", "DeleteInstanceProfile", ("InstanceProfileName", "Reader"));
        Assert.Equal(
            ["Reader"], (await iam.CallAsync("ListInstanceProfilesForRole", ("RoleName", "Reader"))).Texts("InstanceProfileName"));
        await iam.CallAsync("RemoveRoleFromInstanceProfile", ("InstanceProfileName", "Reader"), ("RoleName", "Reader"));
        await iam.CallAsync("DeleteInstanceProfile", ("InstanceProfileName", "Reader"));
        Assert.Equal(
            "Instance Profile Reader cannot be found.",
            await iam.RefusedAsync("NoSuchEntity", "GetInstanceProfile", ("InstanceProfileName", "Reader")));
    }

    [Fact]
    public async Task It_is_one_service_for_all_Regions()
    {
        var (_, answer) = await iam.SendAsync("ListRoles", [], region: "eu-west-1");
        Assert.Equal("SignatureDoesNotMatch", answer.Text("Code"));
    }
}
