using Amazon.Runtime;
using EndpointLab.Labs;

namespace EndpointLab.Core.Tests.Labs;

/// <summary>What is proven of a lab on AWS where nobody can log in to it. With a login it is tested on real servers, in Conformance.</summary>
public sealed class LabProofTests : IDisposable
{
    // Nobody here may try the public instance's address, which belongs to somebody.
    private static readonly LabSpecification Full = LabAccount.Full() with { CallerCidr = Cidr.Parse("198.51.100.7/32") };

    private readonly LabAccount account = new();

    public void Dispose() => account.Dispose();

    [Fact]
    public async Task Without_the_private_key_what_an_instance_would_send_is_not_run()
    {
        await account.BuildAsync(Full);

        var (sent, others) = await ProveAsync("elsewhere");

        Assert.Equal(
            [
                "private-instance → ssm:443", "public-instance → private-instance:22", "private-instance → public-instance:22",
                "private-instance → internet:443", "public-instance → bucket:443", "private-instance → bucket:443",
            ],
            sent.Select(check => check.Check));
        Assert.All(sent, check => Assert.Equal(("NotRun", null), (check.Result, check.Pass)));
        Assert.All(sent, check => Assert.Contains("not in elsewhere", check.Reason, StringComparison.Ordinal));
        Assert.All(sent, check => Assert.Contains("-KeyFolder", check.Reason, StringComparison.Ordinal));
        Assert.All(others, check => Assert.True(check.Pass, $"{check}"));
    }

    [Fact]
    public async Task Without_the_public_instance_nothing_is_sent_by_the_private_one()
    {
        var lab = await account.BuildAsync(Full);
        await EndpointLab.Instances.RemoveAsync(account.Operation(), lab.Resources.Single(one => one.Role == "public-instance").Id);

        var (sent, others) = await ProveAsync(account.KeyFolder);

        var bucket = Assert.Single(sent, check => check.Check == "private-instance → bucket:443");
        Assert.Equal(("NotRun", null), (bucket.Result, bucket.Pass));
        Assert.Contains("New-EndpointLab makes what lacks", bucket.Reason, StringComparison.Ordinal);
        Assert.Contains(others, check => (check.Check, check.Pass) == ("lab", false));
    }

    private async Task<(IReadOnlyList<LabCheck> Sent, IReadOnlyList<LabCheck> Others)> ProveAsync(string keyFolder)
    {
        using LabSession aws = new(
            SessionKind.Aws, "aws", name: null, "us-east-1", new BasicAWSCredentials(LabAccount.Id, account.Cloud.SecretAccessKey), handler: account.Wire)
        {
            AccountId = LabAccount.Id,
        };
        var checks = await EndpointLabs.TestAsync(new(aws, account.Reporter, TestContext.Current.CancellationToken), "demo", keyFolder);
        return ([.. checks.Where(check => check.By == "Probe")], [.. checks.Where(check => check.By != "Probe")]);
    }
}
