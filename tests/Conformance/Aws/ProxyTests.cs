namespace EndpointLab.Conformance.Aws;

/// <summary>A session on AWS from a computer behind a company's proxy, which signs what it lets through.</summary>
public sealed class ProxyTests : IDisposable
{
    private const string Connect = "$session = Connect-LabSession -Aws -Region us-east-1; \"$($session.Kind) $($session.AccountId)\"; ";

    private readonly AwsOnLoopback aws = new();

    public void Dispose() => aws.Dispose();

    [Fact]
    public void All_calls_go_through_it_and_its_authority_is_trusted()
    {
        var run = LabRunner.RunOnAws(aws.Environment, Connect + "(New-LabVpc 10.0.0.0/16).CidrBlock; @(Get-LabBucket).Count");

        Assert.Equal(["Aws 123456789012", "10.0.0.0/16", "0"], run.ShouldSucceed().Split('\n', StringSplitOptions.TrimEntries));
        Assert.Equal(
            ["ec2.us-east-1.amazonaws.com:443", "s3.us-east-1.amazonaws.com:443", "sts.us-east-1.amazonaws.com:443"],
            aws.Asked.Distinct().Order());
    }

    [Fact]
    public void An_unknown_authority_is_not_trusted_also_where_it_is_the_AWS_CLIs()
    {
        var run = LabRunner.RunOnAws(
            new Dictionary<string, string> { ["HTTPS_PROXY"] = $"{aws.Proxy}", ["AWS_CA_BUNDLE"] = aws.AuthorityFile }, Connect);

        Assert.Contains("certificate", run.Error, StringComparison.Ordinal);
    }
}
