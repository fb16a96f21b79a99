using System.Net;
using System.Net.Sockets;

namespace EndpointLab.Runner.Tests;

/// <summary>The credentials that a process finds around it, each in a process of its own with its own environment and home.</summary>
public sealed class CredentialChainTests : IDisposable
{
    private readonly FakeAws aws = new();
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("endpointlab-home-");

    public void Dispose()
    {
        aws.Dispose();
        home.Delete(recursive: true);
    }

    [Fact]
    public async Task The_environment() =>
        Assert.Equal("AKIAENV", await CallerAsync(("AWS_ACCESS_KEY_ID", "AKIAENV"), ("AWS_SECRET_ACCESS_KEY", "s")));

    [Fact]
    public async Task The_shared_files_profile_of_AWS_PROFILE()
    {
        Write(".aws/credentials", "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = s\n\n[night]\naws_access_key_id = "
            + "AKIANIGHT\naws_secret_access_key = s\n");
        Assert.Equal("AKIADEFAULT", await CallerAsync());
        Assert.Equal("AKIANIGHT", await CallerAsync(("AWS_PROFILE", "night")));
    }

    [Fact]
    public async Task A_containers_role() => Assert.Equal(
        "ASIACONTAINER",
        await CallerAsync(
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"{aws.Url}container"), ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "the-token")));

    [Fact]
    public async Task An_instances_role()
    {
        Assert.Equal("ASIAINSTANCE", await CallerAsync(("AWS_EC2_METADATA_SERVICE_ENDPOINT", aws.Url.ToString().TrimEnd('/'))));
        Assert.Equal("/latest/api/token by nobody", aws.Asked[0]);
    }

    [Fact]
    public async Task A_web_identity_such_as_a_GitHub_workflows()
    {
        var token = Write("token", "the-token");
        Assert.Equal(
            "ASIAWEB",
            await CallerAsync(("AWS_WEB_IDENTITY_TOKEN_FILE", token), ("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/deploy")));
        Assert.Equal(["AssumeRoleWithWebIdentity by nobody", "GetCallerIdentity by ASIAWEB"], aws.Asked);
    }

    [Fact]
    public async Task A_profile_with_sign_in_says_where_to_enter_which_code_and_goes_on()
    {
        Write(".aws/config", """
            [default]
            sso_session = corp
            sso_account_id = 123456789012
            sso_role_name = admin

            [sso-session corp]
            sso_region = eu-west-1
            sso_start_url = https://corp.example/start
            sso_registration_scopes = sso:account:access

            """);
        var (output, errors, exitCode) = await ConnectAsync("(Connect-LabSession -Aws 3>&1) | ForEach-Object { \"$_\"; $_.Arn }");
        Assert.Equal(("", 0), (errors, exitCode));
        Assert.Contains("open https://device.example/ and enter the code ABCD-EFGH", output, StringComparison.Ordinal);
        Assert.Contains("user/ASIASSO", output, StringComparison.Ordinal);
        Assert.Contains("/federation/credentials by nobody", aws.Asked);
    }

    [Fact]
    public async Task Nothing_anywhere_is_an_error_that_says_what_to_do()
    {
        var (_, errors, exitCode) = await ConnectAsync("(Connect-LabSession -Aws).Arn", ("AWS_EC2_METADATA_DISABLED", "true"));
        Assert.Contains("No AWS credentials were found", errors, StringComparison.Ordinal);
        Assert.NotEqual(0, exitCode);
    }

    [Fact]
    public async Task A_password_in_AWS_ENDPOINT_URL_is_refused_and_not_shown()
    {
        var (_, errors, _) = await RunAsync("Connect-LabSession -Aws", ("AWS_ENDPOINT_URL", "http://me:hunter2@127.0.0.1:1"));
        Assert.Contains("holds a user or password", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", errors, StringComparison.Ordinal);
    }

    // RunAsync's Region is in the environment, too.
    [Fact]
    public async Task The_simulator_in_this_process_is_where_it_is_whatever_the_environment_says()
    {
        var (output, errors, _) = await ConnectAsync("$null = Connect-LabSession; (Find-EndpointService s3 -Type Gateway).ServiceName");
        Assert.Equal(("com.amazonaws.us-east-1.s3", ""), (output.Trim(), errors));
        Assert.Empty(aws.Asked);
    }

    [Fact]
    public async Task A_proxy_is_asked_for_AWS()
    {
        using TcpListener proxy = new(IPAddress.Loopback, 0);
        proxy.Start();
        var heard = RefuseOneAsync(proxy);
        var (_, errors, _) = await RunAsync(
            "(Connect-LabSession -Aws).Arn",
            ("HTTPS_PROXY", $"http://{proxy.LocalEndpoint}"), ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "s"));
        proxy.Stop();
        Assert.StartsWith("CONNECT sts.eu-west-1.amazonaws.com:443 ", await heard, StringComparison.Ordinal);
        Assert.Contains("can't be reached", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_NO_PROXY_names_is_reached_directly() => Assert.Equal(
        "AKIAENV",
        await CallerAsync(
            ("HTTP_PROXY", "http://127.0.0.1:1"),
            ("NO_PROXY", "127.0.0.1"),
            ("AWS_ACCESS_KEY_ID", "AKIAENV"),
            ("AWS_SECRET_ACCESS_KEY", "s")));

    private static async Task<string?> RefuseOneAsync(TcpListener proxy)
    {
        using var client = await proxy.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using StreamReader reader = new(client.GetStream());
        var first = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        return first;
    }

    /// <summary>The key that the session turned out to call with.</summary>
    private async Task<string> CallerAsync(params (string Name, string Value)[] environment)
    {
        var (output, errors, _) = await ConnectAsync("(Connect-LabSession -Aws).Arn", environment);
        Assert.Equal("", errors);
        return output.Trim().Split('/')[^1];
    }

    private Task<(string Output, string Errors, int ExitCode)> ConnectAsync(
        string script, params (string Name, string Value)[] environment) =>
        RunAsync(script, [("AWS_ENDPOINT_URL", aws.Url.ToString()), .. environment]);

    private async Task<(string Output, string Errors, int ExitCode)> RunAsync(
        string script, params (string Name, string Value)[] environment)
    {
        using RunnerProcess process = new(["-Command", script], [
            ("HOME", home.FullName), ("USERPROFILE", home.FullName), ("AWS_REGION", "eu-west-1"), ("AWS_MAX_ATTEMPTS", "1"),
            .. environment]);
        return await process.End();
    }

    private string Write(string path, string text)
    {
        var file = Path.Join(home.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }
}
