namespace EndpointLab.Cmdlets.Tests.Instances;

/// <summary>The role by which instances read one bucket: made with the first of them, removed with the bucket.</summary>
public sealed class ReadBucketTests : IDisposable
{
    private const string Trust =
        """{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}""";

    private readonly LabShell shell = new();
    private readonly RawIam iam;

    public ReadBucketTests()
    {
        shell.Run(
            """
            $session = Connect-LabSession -Lifecycle Instant
            $vpc = New-LabVpc 10.0.0.0/16
            $subnet = $vpc | New-LabSubnet -CidrBlock 10.0.1.0/24
            $null = $vpc | Add-GatewayEndpoint s3 -RouteTable (Get-LabRouteTable -Vpc $vpc)
            $bucket, $other = 'lab-bucket', 'other-bucket' | ForEach-Object { New-LabBucket $_ -Object @{ 'hello.txt' = 'Hello' } }
            """).ShouldSucceed();
        iam = new(shell);
    }

    public void Dispose()
    {
        iam.Dispose();
        shell.Dispose();
    }

    [Theory]
    [InlineData("-Bucket $bucket -Key hello.txt", "Reachable Hello")]
    [InlineData("-Bucket $bucket -Action ListBucket", "Reachable ")]
    [InlineData("-Bucket $bucket -Key new.txt -Action PutObject", "Denied ")]
    [InlineData("-Bucket $bucket -Key new.txt -Action DeleteObject", "Denied ")]
    [InlineData("-Action ListAllMyBuckets", "Denied ")]
    [InlineData("-Bucket $other -Key hello.txt", "Denied ")]
    public void The_role_reads_its_bucket_and_can_do_nothing_else(string request, string result) => Assert.Equal(
        result,
        shell.Run(
            $$"""
            $i = $subnet | New-LabInstance -ReadBucket $bucket | Wait-LabInstance
            $p = $i | Test-LabS3Access {{request}}
            "$($p.Result) $($p.Content)"
            """).Single<string>());

    [Fact]
    public void It_is_made_once_whoever_comes_first()
    {
        var arns = shell.Run(
            """
            $module = $args[0]
            1..5 | ForEach-Object -Parallel {
                Import-Module $using:module
                ($using:subnet | New-LabInstance -ReadBucket $using:bucket).IamInstanceProfile
            }
            """,
            Repository.Manifest).ShouldSucceed().Output.Select(arn => $"{arn}").ToList();

        Assert.Equal(5, arns.Count);
        Assert.Equal("arn:aws:iam::123456789012:instance-profile/endpointlab/lab-bucket", Assert.Single(arns.Distinct()));
    }

    [Fact]
    public async Task It_is_tagged_and_goes_with_the_bucket()
    {
        shell.Run("$i = $subnet | New-LabInstance -Name lab -Tag @{ Purpose = 'demo' } -ReadBucket $bucket").ShouldSucceed();
        Assert.Equal(["demo", "lab-bucket"], (await iam.Call("GetRole", [("RoleName", "lab-bucket")], "Value")).Order());
        Assert.Equal(
            ["demo", "lab-bucket"], (await iam.Call("GetInstanceProfile", [("InstanceProfileName", "lab-bucket")], "Value")).Order());

        Assert.Empty(shell.Run("$bucket, $other | Remove-LabBucket -Force").ShouldSucceed().Warnings);

        Assert.Equal(["NoSuchEntity"], await iam.Call("GetRole", [("RoleName", "lab-bucket")]));
        Assert.Equal(["NoSuchEntity"], await iam.Call("GetInstanceProfile", [("InstanceProfileName", "lab-bucket")]));
    }

    [Theory]
    [InlineData("PutRolePolicy")]
    [InlineData("CreateInstanceProfile")]
    [InlineData("AddRoleToInstanceProfile")]
    public void What_was_made_in_part_is_completed_the_next_time(string refused)
    {
        shell.Run(
            $"$null = Set-LabSimulator -Fault accessDenied -Action iam:{refused} -Count 1; $subnet | New-LabInstance -ReadBucket $bucket")
            .ShouldFail("AccessDenied");

        Assert.Equal("Reachable", shell.Run(
            "\"$(($subnet | New-LabInstance -ReadBucket $bucket | Wait-LabInstance | Test-LabS3Access -Bucket "
                + "$bucket).Result)\"").Single<string>());
    }

    [Fact]
    public void Who_may_not_see_roles_removes_the_bucket_without_a_word()
    {
        shell.Run("$i = $subnet | New-LabInstance -ReadBucket $bucket; $null = Set-LabSimulator -Fault accessDenied -Action "
            + "iam:*").ShouldSucceed();

        Assert.Empty(shell.Run("$bucket | Remove-LabBucket -Force").ShouldSucceed().Warnings);
    }

    [Fact]
    public async Task A_role_that_was_not_made_for_the_bucket_is_left_alone()
    {
        await iam.Call("CreateRole", [("RoleName", "lab-bucket"), ("AssumeRolePolicyDocument", Trust)]);

        shell.Run("$subnet | New-LabInstance -ReadBucket $bucket").ShouldFail("EntityAlreadyExists");
        shell.Run("$bucket | Remove-LabBucket -Force").ShouldSucceed();

        Assert.Equal(["lab-bucket"], await iam.Call("GetRole", [("RoleName", "lab-bucket")], "RoleName"));
    }

    [Fact]
    public async Task What_cannot_be_removed_is_a_warning()
    {
        shell.Run("$i = $subnet | New-LabInstance -ReadBucket $bucket").ShouldSucceed();
        await iam.Call("AttachRolePolicy", [("RoleName", "lab-bucket"), ("PolicyArn", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")]);

        var run = shell.Run("$bucket | Remove-LabBucket -Force").ShouldSucceed();

        Assert.Contains("lab-bucket is left", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_names_the_bucket_and_makes_no_role()
    {
        var lines = shell.Render("$subnet | New-LabInstance -ReadBucket $bucket -WhatIf");

        Assert.Contains("reads lab-bucket", string.Join(' ', lines), StringComparison.Ordinal);
        Assert.Equal(["NoSuchEntity"], await iam.Call("GetRole", [("RoleName", "lab-bucket")]));
    }

    [Theory]
    [InlineData("iam-profile")]
    [InlineData("arn:aws:iam::123456789012:instance-profile/own/iam-profile")]
    public async Task A_profile_of_ones_own_is_taken_by_name_or_ARN(string profile)
    {
        await iam.Call("CreateInstanceProfile", [("InstanceProfileName", "iam-profile"), ("Path", "/own/")]);

        Assert.Equal(
            "arn:aws:iam::123456789012:instance-profile/own/iam-profile",
            shell.Run("($subnet | New-LabInstance -InstanceProfile $args[0]).IamInstanceProfile", profile).Single<string>());
    }

    [Theory]
    [InlineData("-ReadBucket nobodys-bucket", "NoSuchBucket")]
    [InlineData("-ReadBucket NoBucket", "InvalidArgument")]
    [InlineData("-ReadBucket $vpc", "WrongResource")]
    [InlineData("-ReadBucket $null", "InvalidArgument")]
    [InlineData("-InstanceProfile nobodys", "InvalidParameterValue")]
    [InlineData("-InstanceProfile $vpc", "WrongResource")]
    [InlineData("-InstanceProfile a -ReadBucket $bucket", "AmbiguousParameterSet")]
    public void A_bad_argument_is_one_error_and_launches_nothing(string arguments, string errorId)
    {
        shell.Run($"$subnet | New-LabInstance {arguments}").ShouldFail(errorId);

        Assert.Empty(shell.Run("Get-LabInstance").ShouldSucceed().Output);
    }
}
