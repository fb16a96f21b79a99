using System.Net;
using System.Xml.Linq;

namespace EndpointLab.Simulator.Tests.Iam;

/// <summary>IAM's Query protocol without an SDK.</summary>
internal sealed class RawIam(Cloud cloud, string accessKey = RawIam.Account) : IDisposable
{
    public const string Account = "111122223333";

    private readonly HttpClient http = new(new CloudHandler(cloud));

    public void Dispose() => http.Dispose();

    /// <summary>A policy document of one statement.</summary>
    public static string Policy(string statement) => $$"""{"Version":"2012-10-17","Statement":[{ {{statement}} }]}""";

    public static string Trust(string principal) =>
        Policy($"\"Effect\":\"Allow\",\"Principal\":{principal},\"Action\":\"sts:AssumeRole\"");

    public static string Allow(string action, string resource = "*") =>
        Policy($"\"Effect\":\"Allow\",\"Action\":\"{action}\",\"Resource\":\"{resource}\"");

    public async Task<(HttpStatusCode Status, XElement Answer)> SendAsync(
        string action, IEnumerable<(string Name, string Value)> parameters, string region = "us-east-1")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "https://iam.amazonaws.com/");
        request.Content = new FormUrlEncodedContent(parameters
            .Prepend(("Version", "2010-05-08")).Prepend(("Action", action))
            .Select(one => KeyValuePair.Create(one.Item1, one.Item2)));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={accessKey}/20260101/{region}/iam/aws4_request, Signature=0");
        using var response = await http.SendAsync(request, Simulated.Cancel);
        return (response.StatusCode, XElement.Parse(await response.Content.ReadAsStringAsync(Simulated.Cancel)));
    }

    /// <summary>Makes a call that must succeed, and gives its result; the whole answer where it has none.</summary>
    public async Task<XElement> CallAsync(string action, params (string Name, string Value)[] parameters)
    {
        var (status, answer) = await SendAsync(action, parameters);
        Assert.True(status is HttpStatusCode.OK, $"{answer}");
        Assert.Equal(action + "Response", answer.Name.LocalName);
        return answer.Elements().FirstOrDefault(element => element.Name.LocalName == action + "Result") ?? answer;
    }

    /// <summary>Makes a call that must be refused, and gives the message.</summary>
    public async Task<string> RefusedAsync(string code, string action, params (string Name, string Value)[] parameters)
    {
        var (status, answer) = await SendAsync(action, parameters);
        Assert.Equal(code, answer.Text("Code"));
        Assert.InRange((int)status, 400, 499);
        return answer.Text("Message");
    }

    /// <summary>Makes a role that EC2 may assume for instances, in an instance profile of the same name.</summary>
    public async Task<string> CreateInstanceRoleAsync(string name, string path = "/", string? policy = null)
    {
        var role = await CallAsync(
            "CreateRole", ("RoleName", name), ("Path", path), ("AssumeRolePolicyDocument", Trust("{\"Service\":\"ec2.amazonaws.com\"}")));
        if (policy is not null)
            await CallAsync("PutRolePolicy", ("RoleName", name), ("PolicyName", "inline"), ("PolicyDocument", policy));
        await CallAsync("CreateInstanceProfile", ("InstanceProfileName", name), ("Path", path));
        await CallAsync("AddRoleToInstanceProfile", ("InstanceProfileName", name), ("RoleName", name));
        return role.Text("Arn");
    }
}

internal static class XmlText
{
    /// <summary>The text of the first element of that name.</summary>
    public static string Text(this XElement element, string name) => element.Texts(name).First();

    public static string[] Texts(this XElement element, string name) =>
        [.. element.Descendants().Where(one => one.Name.LocalName == name).Select(one => one.Value)];
}
