using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Ssh;

/// <summary>Probes of AWS's instances leave from the instance, over a real login to it.</summary>
public sealed class InstanceVantageTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_instance_reaches_is_reachable()
    {
        using var lab = await SshLab.StartAsync();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();

        var probe = await ProbeAsync(lab, "127.0.0.1", Port(listener));

        Assert.Equal((ProbeResult.Reachable, true, SshLab.Private), (probe.Result, probe.Pass, probe.From));
        using var caller = await listener.AcceptTcpClientAsync(Cancel);
    }

    [Theory]
    [InlineData("127.0.0.1", "Connection refused")]
    [InlineData("no-such-host.invalid", "Name or service not known")]
    public async Task What_it_does_not_reach_is_blocked_with_what_its_shell_says(string to, string why)
    {
        using var lab = await SshLab.StartAsync();

        var probe = await ProbeAsync(lab, to, SshServer.FreePort());

        Assert.Equal((ProbeResult.Blocked, false), (probe.Result, probe.Pass));
        Assert.True(probe.StoppedBy!.Contains(why, StringComparison.Ordinal), probe.StoppedBy);
    }

    [Fact]
    public async Task What_it_passes_cannot_be_seen_so_an_expected_way_is_not_proven()
    {
        using var lab = await SshLab.StartAsync();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();

        var probe = await ProbeAsync(lab, "127.0.0.1", Port(listener), via: "vpce-12345678");

        Assert.Equal((ProbeResult.Reachable, null), (probe.Result, probe.Pass));
    }

    [Fact]
    public async Task Without_a_login_nothing_is_run_and_the_probe_says_how_it_could_be()
    {
        using var lab = await SshLab.StartAsync();

        var probe = await Probes.ConnectAsync(lab.Lab, SshLab.Private, "127.0.0.1", 443, new(ProbeResult.Reachable, Via: null));

        Assert.Equal((ProbeResult.NotRun, null), (probe.Result, probe.Pass));
        Assert.Contains("-KeyPair", probe.StoppedBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_fails_is_an_error_and_no_proof()
    {
        using var lab = await SshLab.StartAsync(jumpForwards: false);

        var error = await Assert.ThrowsAsync<LabException>(() => ProbeAsync(lab, "127.0.0.1", 443));

        Assert.Equal(ErrorId.InstanceUnreachable, error.ErrorId);
    }

    [Fact]
    public async Task The_SDKs_requests_leave_from_the_instance()
    {
        using var lab = await SshLab.StartAsync();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using var connection = await OpenAsync(lab);

        // The way there goes by localhost, which the instance resolves.
        await using var there = await connection.DialAsync("localhost", Port(listener), Cancel);
        using var here = await listener.AcceptTcpClientAsync(Cancel);
        await there.WriteAsync("question"u8.ToArray(), Cancel);
        await here.GetStream().WriteAsync("answer"u8.ToArray(), Cancel);

        Assert.Equal("question", await ReadAsync(here.GetStream(), 8));
        Assert.Equal("answer", await ReadAsync(there, 6));
    }

    [Fact]
    public async Task TLS_ends_in_this_process_and_S3_has_to_prove_that_it_is_S3()
    {
        using var lab = await SshLab.StartAsync();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        var greeted = GreetAsync(listener);
        using var vantage = await InstanceVantage.OpenAsync(lab.Lab, SshLab.Private, lab.Login());
        using var s3 = vantage.CreateS3(new BasicAWSCredentials("key", "secret"), $"localhost:{Port(listener)}", "us-east-1");

        var error = await Assert.ThrowsAnyAsync<Exception>(() => s3.ListBucketsAsync(Cancel));

        Assert.IsType<AuthenticationException>(error.GetBaseException());
        Assert.Equal("localhost", await greeted);
    }

    [Fact]
    public async Task The_keys_of_its_role_are_asked_of_its_metadata_with_a_token()
    {
        Assert.SkipWhen(SshServer.Find("curl") is null, "curl not found");
        using var lab = await SshLab.StartAsync();
        using var metadata = Metadata("reader");
        using var connection = await OpenAsync(lab);

        var keys = await InstanceMetadata.ReadKeysAsync(connection, SshLab.Private, $"127.0.0.1:{metadata.Port}", Cancel);

        Assert.Equal(("reader", "ASIAEXAMPLE", "se/cret", "to+ken"), (keys.Role, keys.AccessKeyId, keys.SecretAccessKey, keys.Token));
        Assert.DoesNotContain("cret", $"{keys}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_without_a_role_has_no_credentials()
    {
        Assert.SkipWhen(SshServer.Find("curl") is null, "curl not found");
        using var lab = await SshLab.StartAsync();
        using var metadata = Metadata(role: null);
        using var connection = await OpenAsync(lab);

        var error = await Assert.ThrowsAsync<LabException>(
            () => InstanceMetadata.ReadKeysAsync(connection, SshLab.Private, $"127.0.0.1:{metadata.Port}", Cancel));

        Assert.Equal(ErrorId.MissingCredentials, error.ErrorId);
        Assert.Contains("no instance profile", error.Message, StringComparison.Ordinal);
    }

    private static Task<Probe> ProbeAsync(SshLab lab, string to, int port, string? via = null) =>
        Probes.ConnectAsync(lab.Lab, SshLab.Private, to, port, new(ProbeResult.Reachable, via), lab.Login());

    private static async Task<SshConnection> OpenAsync(SshLab lab) =>
        await SshConnection.OpenAsync(lab.Session, await lab.Login().FindAsync(lab.Lab, SshLab.Private, Cancel), Cancel);

    /// <summary>Answers with a certificate that anybody could have made.</summary>
    /// <returns>The name by which it was greeted.</returns>
    private static async Task<string> GreetAsync(TcpListener listener)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        await using SslStream tls = new(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
            await tls.ReadExactlyAsync(new byte[1], Cancel);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // It is not believed.
        }

        return tls.TargetHostName;
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task<string> ReadAsync(Stream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, Cancel);
        return Encoding.UTF8.GetString(bytes);
    }

    private static MetadataService Metadata(string? role) => new("127.0.0.1", role, () => Task.FromResult(
        """
        { "Code" : "Success", "AccessKeyId" : "ASIAEXAMPLE",
          "SecretAccessKey" : "se/cret", "Token" : "to+ken" }
        """));
}
