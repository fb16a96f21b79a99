using System.Text.Json.Nodes;

namespace EndpointLab.Cmdlets.Tests.Endpoints;

public sealed class EndpointPolicyTests : IDisposable
{
    private const string Readable =
        """{"Statement":{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],"Resource":"*"}}""";

    private readonly LabShell shell = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("endpointlab-policy-");

    public EndpointPolicyTests()
    {
        File.WriteAllText(Path.Join(folder.FullName, "policy.json"), Readable);
        shell.Run(
            """
            $null = $ExecutionContext.SessionState.Path.SetLocation($args[0])
            $folder, $json = $args
            $actions = 's3:GetObject', 's3:ListBucket'
            $null = Connect-LabSession -Lifecycle Instant
            $vpc = New-LabVpc 10.0.0.0/16
            $endpoint = $vpc | New-LabRouteTable | Add-GatewayEndpoint -Service s3
            """, folder.FullName, Readable).ShouldSucceed();
    }

    public void Dispose()
    {
        shell.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("$json")]
    [InlineData("'policy.json'")]
    [InlineData("([System.IO.FileInfo] \"$folder/policy.json\")")]
    [InlineData("@{ Statement = @{ Effect = 'Allow'; Principal = '*'; Action = $actions; Resource = '*' } }")]
    [InlineData("[pscustomobject]@{ Statement = [ordered]@{ Effect = 'Allow'; Principal = '*'; Action = $actions; Resource = '*' } }")]
    [InlineData("[pscustomobject]@{ PolicyDocument = $json }")]
    public void A_policy_is_set_from_text_a_file_or_an_object(string policy)
    {
        var run = shell.Run($"$endpoint | Set-EndpointPolicy -Policy ({policy})").ShouldSucceed();
        var set = Assert.Single(run.Output);
        Assert.False((bool)set.Properties["IsDefault"].Value);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Readable), JsonNode.Parse((string)set.Properties["PolicyDocument"].Value)));
    }

    [Fact]
    public void A_policy_is_the_default_until_it_is_set_and_after_it_is_reset() => Assert.Equal("True False True", shell.Run(
        """
        $before = $endpoint | Get-EndpointPolicy
        $set = $before | Set-EndpointPolicy -Policy $json
        $reset = $set | Reset-EndpointPolicy
        "$($before.IsDefault) $($set.IsDefault) $($reset.IsDefault)"
        """).Single<string>());

    [Fact]
    public void An_endpoint_is_born_with_its_policy() => Assert.Equal("True False", shell.Run(
        """
        $born = $vpc | New-LabRouteTable | Add-GatewayEndpoint -Service s3 -Policy policy.json
        "$($born.PolicyDocument -eq $json) $(($born | Get-EndpointPolicy).IsDefault)"
        """).Single<string>());

    [Theory]
    [InlineData("Set-EndpointPolicy $endpoint '{ \"Statement\": [] '", "line 1")]
    [InlineData("Set-EndpointPolicy $endpoint @{ Statement = @{ Effect = 'Allow'; Principal = '*'; Action = 'all' } }", "Action")]
    [InlineData("Set-EndpointPolicy $endpoint missing.json", "missing.json")]
    [InlineData("Set-EndpointPolicy $endpoint ($json + ' ' * 20480)", "20480")]
    [InlineData(
        "Set-EndpointPolicy $endpoint @{ Statement = @{ Effect = 'Deny'; Principal = '*'; Action = '*'; Resource = '*' } }", "Allow")]
    public void A_policy_that_is_none_is_refused_before_the_call(string script, string names)
    {
        var run = shell.Run(script + " -Verbose");
        Assert.Contains(names, run.ShouldFail("InvalidPolicy").ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Verbose, message => message.Contains("ModifyVpcEndpoint", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\n  \"Statement\": [\n    1,\n  ]\n}", "This is not JSON from ] on, which is character 3 (line 4)")]
    [InlineData("{\n  \"Statement\": [\n", "The JSON ends before it is complete (line ")]
    [InlineData("{ \"Späße\": oops }", "This is not JSON from oops } on, which is character 12 (line 1)")]
    public void What_is_wrong_with_JSON_is_one_sentence_with_the_place(string policy, string says)
    {
        var error = shell.Run("$endpoint | Set-EndpointPolicy -Policy $args[0]", policy).ShouldFail("InvalidPolicy");
        Assert.StartsWith($"The policy is not valid: {says}", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal("Correct what was given as the policy, and run the command again.", error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void No_policy_where_one_is_meant_does_not_become_the_default() =>
        shell.Run("$vpc | New-LabRouteTable | Add-GatewayEndpoint -Service s3 -Policy $null").ShouldFail("InvalidArgument");

    [Fact]
    public void The_view_shows_the_document() =>
        Assert.Contains(
            shell.Render("$endpoint | Get-EndpointPolicy"), line => line.StartsWith("PolicyDocument : {", StringComparison.Ordinal));
}
