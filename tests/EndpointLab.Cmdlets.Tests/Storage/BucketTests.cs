namespace EndpointLab.Cmdlets.Tests.Storage;

public sealed class BucketTests : IDisposable
{
    private const string NoDeletion =
        """{ "Statement": { "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::lab-bucket" } }""";

    private readonly LabShell shell = new();

    public BucketTests() => shell.Run("$null = Connect-LabSession").ShouldSucceed();

    public void Dispose() => shell.Dispose();

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("eu-central-1")]
    public void A_bucket_is_made_in_the_Region_of_the_session_with_its_tags(string region) => Assert.Equal(
        $"lab-bucket {region} demo",
        shell.Run(
            """
            $null = Connect-LabSession -Region $args[0]
            $b = New-LabBucket lab-bucket -Tag @{ Purpose = 'demo' }
            "$($b.BucketName) $($b.Region) $($b.Tags.Purpose)"
            """, region).Single<string>());

    [Theory]
    [InlineData("New-LabBucket Upper-Case")]
    [InlineData("New-LabBucket ab")]
    [InlineData("New-LabBucket 10.0.0.1")]
    [InlineData("New-LabBucket two..dots")]
    [InlineData("New-LabBucket lab-bucket -Object @{ key = 42 }")]
    public void A_bad_name_or_object_is_one_error_before_anything_is_made(string script)
    {
        var run = shell.Run(script + " -Verbose 4>&1");

        run.ShouldFail("InvalidArgument");
        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_name_that_somebody_has_is_refused_in_S3s_words() => shell.Run(
        """
        $null = New-LabBucket lab-bucket
        $null = Connect-LabSession -Name other -Cloud (Get-LabSession) -AccountId 210987654321
        New-LabBucket lab-bucket
        """).ShouldFail("BucketAlreadyExists");

    [Fact]
    public void Buckets_are_found_by_pattern_tag_and_the_BucketName_of_any_object() => Assert.Equal(
        ["lab-a lab-b", "lab-a", "lab-b"],
        shell.Run(
            """
            $null = New-LabBucket lab-a -Tag @{ Purpose = 'demo' }
            $null = New-LabBucket lab-b
            $null = New-LabBucket other
            "$((Get-LabBucket -Name lab-*).BucketName)"
            (Get-LabBucket -Tag @{ Purpose = 'd*' }).BucketName
            ([pscustomobject]@{ BucketName = 'lab-b' } | Get-LabBucket).BucketName
            """).ShouldSucceed().Output.Select(name => $"{name}"));

    [Fact]
    public void A_bucket_of_another_Region_is_not_listed_and_said_to_be_there()
    {
        shell.Run(
            "$null = New-LabBucket lab-bucket; $null = Connect-LabSession -Name there -Cloud (Get-LabSession) -Region eu-central-1")
            .ShouldSucceed();

        Assert.Empty(shell.Run("Get-LabBucket").ShouldSucceed().Output);
        var error = shell.Run("Get-LabBucket lab-bucket").ShouldFail("ResourceNotFound");
        Assert.Contains("us-east-1", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bucket_with_objects_is_removed_only_by_force()
    {
        shell.Run("$b = New-LabBucket lab-bucket -Object @{ text = 'Hello'; bytes = [byte[]](0, 255) }").ShouldSucceed();

        var error = shell.Run("$b | Remove-LabBucket").ShouldFail("BucketNotEmpty");
        Assert.Contains("-Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        shell.Run("$b | Remove-LabBucket -Force -WhatIf").ShouldSucceed();
        shell.Run("$b | Remove-LabBucket").ShouldFail("BucketNotEmpty");
        Assert.Empty(shell.Run("$b | Remove-LabBucket -Force; Get-LabBucket").ShouldSucceed().Output);
    }

    [Theory]
    [InlineData("@{ Version = '2012-10-17'; Statement = @($statement) }")]
    [InlineData("([pscustomobject]@{ Statement = [pscustomobject]$statement })")]
    [InlineData($"'{NoDeletion}'")]
    public void A_policy_is_an_object_or_JSON_and_holds_until_it_is_removed(string policy)
    {
        shell.Run("$statement = @{ Effect = 'Deny'; Principal = '*'; Action = 's3:DeleteBucket'; Resource = 'arn:aws:s3:::lab-bucket' }")
            .ShouldSucceed();
        shell.Run($"$b = New-LabBucket lab-bucket; $after = $b | Set-LabBucketPolicy -Policy {policy}").ShouldSucceed();

        shell.Run("$after | Remove-LabBucket").ShouldFail("AccessDenied");
        shell.Run("$after | Set-LabBucketPolicy -Remove | Remove-LabBucket").ShouldSucceed();
    }

    [Fact]
    public void A_policy_may_come_from_a_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, NoDeletion);
            shell.Run("New-LabBucket lab-bucket | Set-LabBucketPolicy -Policy $args[0] | Remove-LabBucket", file)
                .ShouldFail("AccessDenied");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("'{ not JSON'")]
    [InlineData("@{ Statement = @{ Effect = 'Maybe'; Principal = '*'; Action = 's3:*'; Resource = '*' } }")]
    [InlineData("'no/such/file.json'")]
    public void A_policy_that_is_none_is_refused_before_S3_is_asked(string policy)
    {
        shell.Run("$b = New-LabBucket lab-bucket").ShouldSucceed();
        var run = shell.Run($"$b | Set-LabBucketPolicy -Policy {policy} -Verbose 4>&1");

        run.ShouldFail("InvalidPolicy");
        Assert.Empty(run.Output);
    }
}
