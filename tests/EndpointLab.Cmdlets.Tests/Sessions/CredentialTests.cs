using System.Management.Automation;
using System.Security;

namespace EndpointLab.Cmdlets.Tests.Sessions;

/// <summary>Whose credentials a session calls with, against a simulated AWS that checks signatures where it matters.</summary>
public sealed class CredentialTests : IDisposable
{
    private const string Account = "111122223333";
    private const string Role = $"arn:aws:iam::{Account}:role/night/admin";

    private readonly LabShell shell = new();

    public CredentialTests() => shell.Run(
        $"$null = Connect-LabSession -Name cloud -AccountId {Account} -Lifecycle Instant; $server = Start-LabSimulator -Port 0 -Session "
            + "cloud; $url = $server.EndpointUrl")
        .ShouldSucceed();

    public void Dispose()
    {
        shell.Run("$server | Stop-LabSimulator");
        shell.Dispose();
    }

    [Theory]
    [InlineData("-AccessKey $key -SecretKey $secret")]
    [InlineData("-AK $key -SK $secret")]
    [InlineData("-AccessKey $key -SecretKey $secure")]
    [InlineData("-Credential $credential")]
    public void Keys_are_taken_in_every_form(string parameters)
    {
        var run = Signed($"Connect-LabSession -Aws -EndpointUrl $url -Region eu-west-1 {parameters}");
        Assert.Equal($"arn:aws:iam::{Account}:user/endpointlab", PSObject.AsPSObject(run.Single<object>()).Properties["Arn"].Value);
    }

    [Fact]
    public void A_wrong_secret_is_refused_and_shown_nowhere()
    {
        var run = Signed("Connect-LabSession -EndpointUrl $url -AccessKey $key -SecretKey hunter2-wrong -Verbose");
        var error = run.ShouldFail("SignatureDoesNotMatch");
        Assert.DoesNotContain(
            "hunter2-wrong",
            string.Join('\n', [
                .. run.Verbose, .. run.Warnings, $"{error}", $"{error.Exception}", $"{error.TargetObject}",
                PSSerializer.Serialize(error.Exception.Message)]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_shows_and_serializes_no_secret()
    {
        Signed("$null = Connect-LabSession -Name keys -EndpointUrl $url -AccessKey $key -SecretKey $secret").ShouldSucceed();
        var secret = shell.Run("$secret").Single<string>();
        string[] texts =
        [
            .. shell.Render("Get-LabSession keys"), shell.Run("\"$(Get-LabSession keys)\"").Single<string>(),
            shell.Run("[System.Management.Automation.PSSerializer]::Serialize((Get-LabSession keys), 9)").Single<string>(),
            shell.Run("[System.Management.Automation.PSSerializer]::Serialize($secure)").Single<string>(),
        ];
        Assert.DoesNotContain(secret, string.Join('\n', texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_assumed_and_its_trust_is_heeded()
    {
        await CreateRoleAsync("shibboleth");
        var session = PSObject.AsPSObject(shell.Run(
            $"Connect-LabSession -Aws -EndpointUrl $url -Region eu-west-1 -AccessKey {Account} -SecretKey x -RoleArn {Role} "
                + "-RoleSessionName night -ExternalId shibboleth")
            .Single<object>());
        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/admin/night", session.Properties["Arn"].Value);
        var error = shell.Run(
            $"Connect-LabSession -EndpointUrl $url -AccountId {Account} -RoleArn {Role} -ExternalId wrong").ShouldFail("AccessDenied");
        Assert.Contains(Role, $"{error}", StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
    }

    [Fact]
    public void Another_account_than_the_allowed_ones_is_refused_before_anything_is_done()
    {
        const string Connect = "Connect-LabSession -EndpointUrl $url -AccountId 444455556666 -AllowedAccount ";
        var run = shell.Run(Connect + $"{Account}, 210987654321 -Verbose; 'not reached'");
        var error = run.ShouldFail("AccountNotAllowed");
        Assert.Contains("arn:aws:iam::444455556666:user/endpointlab", error.Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("STS GetCallerIdentity", Assert.Single(run.Verbose), StringComparison.Ordinal);
        Assert.Empty(shell.Run("Get-LabSession | Where-Object Kind -eq EndpointUrl").Output);
        shell.Run(Connect + "444455556666").ShouldSucceed();
    }

    [Fact]
    public void What_AWS_Tools_stored_in_the_shell_is_used_and_refreshed_there()
    {
        StoredKeys keys = new() { AccessKey = Account };
        shell.Run("$StoredAWSCredentials = $args[0]; $StoredAWSRegion = 'eu-west-3'", new Wrapper(keys)).ShouldSucceed();
        var session = PSObject.AsPSObject(shell.Run("$aws = Connect-LabSession -Aws -EndpointUrl $url; $aws").Single<object>());
        Assert.Equal((Account, "eu-west-3"), (session.Properties["AccountId"].Value, session.Properties["Region"].Value));

        keys.AccessKey = "444455556666";
        shell.Run("$null = New-LabVpc 10.9.0.0/16 -Session $aws; $null = Connect-LabSession -Name other -Cloud cloud -AccountId "
            + "444455556666 -Region eu-west-3").ShouldSucceed();
        Assert.Equal("10.9.0.0/16", shell.Run("(Get-LabVpc -Session other -Filter @{ isDefault = 'false' }).CidrBlock").Single<string>());
    }

    [Fact]
    public void Parameters_come_before_what_is_stored()
    {
        shell.Run(
            "$StoredAWSCredentials = $args[0]; $StoredAWSRegion = 'eu-west-3'",
            new Wrapper(new() { AccessKey = "444455556666" })).ShouldSucceed();
        var session = PSObject.AsPSObject(
            shell.Run($"Connect-LabSession -Aws -EndpointUrl $url -Region sa-east-1 -AccessKey {Account} -SecretKey x").Single<object>());
        Assert.Equal((Account, "sa-east-1"), (session.Properties["AccountId"].Value, session.Properties["Region"].Value));
    }

    [Theory]
    [InlineData("-AccessKey a", "-AccessKey means nothing without -SecretKey")]
    [InlineData("-SessionToken t", "-SessionToken means nothing without -AccessKey")]
    [InlineData("-AccessKey a -SecretKey b -ProfileName c", "-ProfileName and -AccessKey both")]
    [InlineData("-AccessKey a -SecretKey ''", "The secret key is empty")]
    [InlineData("-ExternalId x", "-ExternalId means nothing without -RoleArn")]
    [InlineData("-RoleArn r -TokenCode 123456", "-TokenCode means nothing without -MfaSerial")]
    [InlineData("-Credential 42", "holds no AWS credentials")]
    public void Parameters_that_make_no_sense_are_refused(string parameters, string says) => Assert.Contains(
        says,
        shell.Run(
            $"Connect-LabSession -Aws -EndpointUrl $url -Region eu-west-1 {parameters}").ShouldFail("InvalidArgument").Exception.Message,
        StringComparison.Ordinal);

    // The simulator knows no MFA devices, and says so; by then the code was asked for.
    [Fact]
    public async Task The_code_of_an_MFA_device_is_asked_for()
    {
        await CreateRoleAsync("shibboleth");
        var connect = $"Connect-LabSession -EndpointUrl $url -AccountId {Account} -RoleArn {Role} -MfaSerial arn:aws:iam::{Account}:mfa/me";
        Assert.Contains(
            "-TokenCode", shell.Run(connect).ShouldFail("NobodyToAsk").ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        shell.Host.TypedLines.Enqueue("123456");
        Assert.Contains("SerialNumber", $"{shell.Run(connect).ShouldFail("ValidationError")}", StringComparison.Ordinal);
        Assert.Contains(
            $"Code of the MFA device arn:aws:iam::{Account}:mfa/me:", string.Concat(shell.Host.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_of_another_process_is_not_taken_for_one_of_this()
    {
        const string Copy = "$copy = "
            + "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($s)); ";
        Assert.Equal("cloud", shell.Run("$s = Get-LabSession cloud; " + Copy + "(New-LabVpc 10.0.0.0/16 -Session $copy -Name mine).Name; "
            + "'cloud'").Output[^1].BaseObject);
        using LabShell job = new();
        var error = job.Run("$null = Connect-LabSession; New-LabVpc 10.0.0.0/16 -Session "
            + "$args[0]", PSSerializer.Deserialize(PSSerializer.Serialize(
            shell.Run("$s").Single<object>()))).ShouldFail("SessionNotFound");
        Assert.Contains("another process", error.Exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Runs on a server that checks signatures, with its key and secret in variables.</summary>
    private LabRun Signed(string script)
    {
        var secret = shell.Run(
            $"$null = Connect-LabSession -Name signed -AccountId {Account} -RequireSignature; $s2 = Start-LabSimulator -Port 0 -Session "
                + "signed; $url = $s2.EndpointUrl; "
            + "$key = $s2.Environment['AWS_ACCESS_KEY_ID']; $secret = $s2.Environment['AWS_SECRET_ACCESS_KEY']; $secret").Single<string>();
        SecureString secure = new();
        secret.ToList().ForEach(secure.AppendChar);
        shell.Run("$secure, $credential = $args", secure, new PSCredential(Account, secure)).ShouldSucceed();
        return shell.Run(script);
    }

    private async Task CreateRoleAsync(string externalId)
    {
        using HttpClient http = new() { BaseAddress = shell.Run("$url").Single<Uri>() };
        http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={Account}/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, "
                + "Signature=none");
        using FormUrlEncodedContent form = new(new Dictionary<string, string>
        {
            ["Action"] = "CreateRole",
            ["Version"] = "2010-05-08",
            ["RoleName"] = "admin",
            ["Path"] = "/night/",
            ["AssumeRolePolicyDocument"] = $$$"""
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{{Account}}}"},"Action":"sts:AssumeRole",
                "Condition":{"StringEquals":{"sts:ExternalId":"{{{externalId}}}" } } } }
                """,
        });
        using var answer = await http.PostAsync(new Uri("/", UriKind.Relative), form, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>AWS.Tools' AWSPSCredentials keeps what it wraps in an internal property.</summary>
    public sealed class Wrapper
    {
        internal Wrapper(StoredKeys credentials) => Credentials = credentials;

        internal StoredKeys Credentials { get; }
    }

    /// <summary>What an AWSCredentials of another load context looks like from here.</summary>
    public sealed class StoredKeys
    {
        public string AccessKey { get; set; } = "";

        public Task<Keys> GetCredentialsAsync() => Task.FromResult(new Keys(AccessKey, "secret", ""));

        public sealed record Keys(string AccessKey, string SecretKey, string Token);
    }
}
