using Amazon.SimpleSystemsManagement.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests;

public sealed class IdentityTests
{
    [Theory]
    [InlineData("AKIDEXAMPLE", "123456789012")]
    [InlineData("210987654321", "210987654321")]
    public async Task A_caller_is_the_administrator_of_the_account_its_key_names(string accessKey, string account)
    {
        using var sts = new Cloud().StsClient(accessKey);
        var caller = await sts.GetCallerIdentityAsync(new(), Cancel);
        Assert.Equal(account, caller.Account);
        Assert.Equal($"arn:aws:iam::{account}:user/endpointlab", caller.Arn);
    }

    [Fact]
    public async Task The_public_parameters_hold_the_ids_of_the_regions_own_images()
    {
        Cloud cloud = new();
        const string Name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
        using var ssm = cloud.SsmClient("eu-west-1");
        using var ec2 = cloud.Ec2Client("eu-west-1");
        using var elsewhere = cloud.Ec2Client("us-east-1");

        var parameter = (await ssm.GetParameterAsync(new() { Name = Name }, Cancel)).Parameter;
        Assert.Equal(await ec2.ImageIdAsync(), parameter.Value);
        Assert.NotEqual(await elsewhere.ImageIdAsync(), parameter.Value);

        var launched = await ec2.RunInstancesAsync(
            new() { ImageId = "resolve:ssm:" + Name, InstanceType = "t3.micro", MinCount = 1, MaxCount = 1 }, Cancel);
        Assert.Equal(parameter.Value, launched.Reservation.Instances.Single().ImageId);

        var several = await ssm.GetParametersAsync(new() { Names = [Name, "/mine"] }, Cancel);
        Assert.Equal(parameter.Value, Assert.Single(several.Parameters).Value);
        Assert.Equal(["/mine"], several.InvalidParameters);
        await Assert.ThrowsAsync<ParameterNotFoundException>(() => ssm.GetParameterAsync(new() { Name = "/mine" }, Cancel));
    }

    [Theory]
    [InlineData("{\"Name\":\"\\ud800\"}", "SerializationException")]
    [InlineData("{\"Name\":1}", "SerializationException")]
    [InlineData("[]", "SerializationException")]
    [InlineData("{\"Name\":\"/a\",\"Name\":\"/b\"}", "ParameterNotFound")]
    public async Task A_body_that_is_no_request_for_parameters_is_refused(string body, string code)
    {
        using HttpClient http = new(new CloudHandler(new()));
        using HttpRequestMessage request = new(HttpMethod.Post, "https://ssm.eu-west-1.amazonaws.com/")
        {
            Content = new StringContent(body),
        };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "AmazonSSM.GetParameter");
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/ssm/aws4_request");
        using var response = await http.SendAsync(request, Cancel);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains($"\"__type\":\"{code}\"", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_under_a_path_come_in_pages()
    {
        using var ssm = new Cloud().SsmClient("us-east-1");
        var pages = ssm.Paginators.GetParametersByPath(new() { Path = "/aws/service/ami-amazon-linux-latest" });
        List<string> names = [];
        await foreach (var page in pages.Responses.WithCancellation(Cancel))
            names.AddRange(page.Parameters.Select(parameter => parameter.Name));
        Assert.Contains("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-arm64", names);
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
    }
}
