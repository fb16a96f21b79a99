namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>11 and 23: who calls, and what it may do.</summary>
internal static class IdentityFaults
{
    private const string BoundaryArn = $"arn:aws:iam::{WorkingLab.Account}:policy/boundary";
    private const string NoAllow = "because no identity-based policy allows the s3:GetObject action";

    private static Asked OwnRole => new() { Principal = WorkingLab.RoleArn };

    public static IEnumerable<Fault> All =>
    [
        .. OfRole(Way.GatewayEndpoint),
        .. OfRole(Way.InterfaceEndpoint).Where(fault => fault.Name.StartsWith("the role's policy", StringComparison.Ordinal)),
        new(11, "the instance has no instance profile", async lab => await lab.Ec2.DisassociateIamInstanceProfileAsync(
            new() { AssociationId = await ProfileAsync(lab) }, WorkingLab.Cancel))
        {
            Fails = ProbeResult.Denied,
            Cause = Cause.NoCredentials,
            Says = "instance has no instance profile, so it has no credentials",
            Blames = "instance",
            Concerns = OwnRole,
            Mends =
            [
                $"+ instance.IamInstanceProfile.Arn = arn:aws:iam::{WorkingLab.Account}:instance-profile/endpointlab/{WorkingLab.Role}",
            ],
            At = ["role"],
        },
        new(11, "the instance profile has no role", lab => lab.Lab.Iam(
            "RemoveRoleFromInstanceProfile", WorkingLab.Role, ("InstanceProfileName", WorkingLab.Role), ("RoleName", WorkingLab.Role)))
        {
            Fails = ProbeResult.Denied,
            Cause = Cause.NoCredentials,
            Says = $"{WorkingLab.Role}, the instance profile of instance, has no role",
            Blames = "instance",
            Concerns = OwnRole,
            Mends = [$"- profile {WorkingLab.Role}: ", $"+ profile {WorkingLab.Role}: {WorkingLab.Role}"],
            At = ["role"],
        },
        new(11, "the role isn't trusted to EC2", lab => lab.TrustAsync(WorkingLab.Role, """{"Service":"lambda.amazonaws.com"}"""))
        {
            Fails = ProbeResult.Denied,
            Cause = Cause.NoCredentials,
            Says = $"{WorkingLab.Role}, the role of instance, is not trusted to ec2.amazonaws.com",
            Blames = "instance",
            Concerns = OwnRole,
            Mends = [$"+ Role {WorkingLab.Role} trust: Action=sts:AssumeRole Effect=Allow Principal.Service=ec2.amazonaws.com"],
            At = ["role"],
        },
        new(11, "a user without permission has keys on the instance", lab => lab.Lab.Iam("CreateUser", "bob", ("UserName", "bob")))
        {
            Asks = new() { Principal = $"arn:aws:iam::{WorkingLab.Account}:user/bob" },
            Fails = ProbeResult.Denied,
            Cause = Cause.IdentityPolicy,
            Says = NoAllow,
            Blames = "bob",
            Mends = [$"+ User bob endpointlab: Action=s3:GetObject Effect=Allow Resource={WorkingLab.Bucket}/{WorkingLab.Key}"],
            At = ["bob"],
        },
        Boundary("the permissions boundary lacks it", """{"Effect":"Allow","Action":"ec2:*","Resource":"*"}"""),
        Boundary("the permissions boundary allows another bucket", """
            {"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::another-bucket/*"}
            """),
        Boundary("the permissions boundary denies", """
            {"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}
            """) with
        {
            Says = "with an explicit deny in a permissions boundary",
            Concerns = OwnRole with { Action = S3Action.GetObject },
            Mends =
            [
                $"- {BoundaryArn}: Action=s3:GetObject Effect=Deny Resource=*",
                $"+ {BoundaryArn}: Action=s3:GetObject Condition.StringNotEquals.aws:SourceVpce=endpoint Effect=Deny Resource=*",
            ],
        },
    ];

    private static IEnumerable<Fault> OfRole(Way over) => new[]
    {
        Role("the role has no policy", "allow", lab => lab.Lab.Iam(
            "DeleteRolePolicy", WorkingLab.Role, ("RoleName", WorkingLab.Role), ("PolicyName", "read-bucket"))) with
        {
            At = ["role/allow", "role/deny"],
        },
        Role("the role's policy allows listing only", "allow", lab => lab.AmendRolePolicyAsync(statements =>
            statements.Narrow("Action", "\"s3:ListBucket\""))),
        Role("the role's policy allows another bucket only", "allow", lab => lab.AmendRolePolicyAsync(statements =>
            statements.Narrow("Resource", "\"arn:aws:s3:::another-bucket/*\""))) with
        {
            Mends =
            [
                $"- Role {WorkingLab.Role} read-bucket: Action=s3:GetObject Effect=Allow Resource=another-bucket/*",
                $"+ Role {WorkingLab.Role} read-bucket: Action=s3:GetObject Effect=Allow "
                    + $"Resource=another-bucket/*,{WorkingLab.Bucket}/{WorkingLab.Key}",
            ],
        },
        Role("the role's policy denies", "deny", lab => lab.AmendRolePolicyAsync(statements =>
            statements.Append("""{"Effect":"Deny","Action":"s3:*","Resource":"*"}"""))) with
        {
            Says = "with an explicit deny in an identity-based policy",
            Mends =
            [
                $"- Role {WorkingLab.Role} read-bucket: Action=s3:* Effect=Deny Resource=*",
                $"+ Role {WorkingLab.Role} read-bucket: Action=s3:* Condition.StringNotEquals.aws:SourceVpce=endpoint "
                    + "Effect=Deny Resource=*",
            ],
        },
        Role("the role may not write", "allow", _ => Task.CompletedTask) with
        {
            Asks = new() { Action = S3Action.PutObject, Key = "new.txt" },
            Concerns = OwnRole with { Bucket = WorkingLab.Bucket },
            Says = "because no identity-based policy allows the s3:PutObject action",
            Mends = [$"+ Role {WorkingLab.Role} endpointlab: Action=s3:PutObject Effect=Allow Resource={WorkingLab.Bucket}/new.txt"],
        },
    }.Select(fault => fault with { Over = over });

    private static Fault Role(string name, string part, Func<WorkingLab, Task> breaks) => new(11, name, breaks)
    {
        Concerns = part is "deny" ? OwnRole : OwnRole with { Bucket = WorkingLab.Bucket, Action = S3Action.GetObject },
        Fails = ProbeResult.Denied,
        Cause = Cause.IdentityPolicy,
        Says = NoAllow,
        Blames = WorkingLab.Role,
        Mends = [$"+ Role {WorkingLab.Role} endpointlab: Action=s3:GetObject Effect=Allow Resource={WorkingLab.Bucket}/{WorkingLab.Key}"],
        At = [$"role/{part}"],
    };

    private static Fault Boundary(string name, string statements) => new(23, name, async lab =>
    {
        var made = await lab.Lab.Iam(
            "CreatePolicy", "boundary", ("PolicyName", "boundary"), ("PolicyDocument", WorkingLab.Document(statements)));
        await lab.Lab.Iam(
            "PutRolePermissionsBoundary",
            WorkingLab.Role,
            ("RoleName", WorkingLab.Role),
            ("PermissionsBoundary", made.Element("Policy")!.Element("Arn")!.Value));
    })
    {
        Fails = ProbeResult.Denied,
        Cause = Cause.PermissionsBoundary,
        Says = "because no permissions boundary allows the s3:GetObject action",
        Concerns = OwnRole,
        Blames = BoundaryArn,
        Mends = [$"+ {BoundaryArn}: Action=s3:GetObject Effect=Allow Resource={WorkingLab.Bucket}/{WorkingLab.Key}"],
        At = ["role/boundary"],
    };

    private static async Task<string> ProfileAsync(WorkingLab lab)
    {
        var found = await lab.Ec2.DescribeIamInstanceProfileAssociationsAsync(
            new() { Filters = [new("instance-id", [lab["instance"]])] }, WorkingLab.Cancel);
        return found.IamInstanceProfileAssociations.Single().AssociationId;
    }
}
