using System.Net;
using System.Text;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Ssh;

/// <summary>What is taken for an instance's host keys, and how long it is waited for.</summary>
public sealed class HostKeyTests : IDisposable
{
    private const string Ed25519 = "AAAAC3NzaC1lZDI1NTE5AAAAIIf4wVWFQ8YNzpEbCuQ4MyK24OQTW0Cx6x0CPacwkaF4";
    private const string Another = "AAAAC3NzaC1lZDI1NTE5AAAAIHf4wVWFQ8YNzpEbCuQ4MyK24OQTW0Cx6x0CPacwkaF4";
    private const string Digest = "nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8";

    private readonly ImpatientTime time = new();
    private readonly RecordingReporter reporter = new();
    private readonly ScriptedCloud cloud;
    private readonly LabSession session;

    // What the console shows look by look, the last one from then on; null where the type can't show what is new.
    private readonly List<string?> consoles = [];

    public HostKeyTests()
    {
        cloud = new(_ => Answer(consoles[Math.Min(cloud!.Calls.Count, consoles.Count) - 1]));
        session = new(
            SessionKind.Aws, "aws", name: null, "us-east-1", new BasicAWSCredentials("key", "secret"), handler: cloud, time: time);
    }

    public void Dispose()
    {
        session.Dispose();
        cloud.Dispose();
    }

    [Fact]
    public void Keys_and_fingerprints_are_read_from_between_cloud_inits_marks()
    {
        var keys = HostKeys.Printed(
            $"""
            SHA256:{new string('x', 43)} is not between them
            <14>Nov 12 10:11:12 cloud-init: -----BEGIN SSH HOST KEY FINGERPRINTS-----
            <14>Nov 12 10:11:12 cloud-init: 256 SHA256:{Digest} root@ip-10-0-1-5.ec2.internal (ECDSA)
            <14>Nov 12 10:11:12 cloud-init: -----END SSH HOST KEY FINGERPRINTS-----
            -----BEGIN SSH HOST KEY KEYS-----
            ssh-ed25519 {Ed25519} root@ip-10-0-1-5.ec2.internal
            -----END SSH HOST KEY KEYS-----
            """);

        Assert.NotNull(keys);
        Assert.Equal([$"ssh-ed25519 {Ed25519}"], keys.PublicKeys);
        Assert.Equal(2, keys.Fingerprints.Count);
        Assert.True(keys.Accept(Digest));
        Assert.True(keys.Accept(Digest + "="));
        Assert.False(keys.Accept(new('x', 43)));
    }

    [Fact]
    public void Of_several_starts_the_last_one_counts()
    {
        var keys = HostKeys.Printed(SshLab.Console($"ssh-ed25519 {Another}") + SshLab.Console($"ssh-ed25519 {Ed25519}"));

        Assert.Equal([$"ssh-ed25519 {Ed25519}"], keys!.PublicKeys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN SSH HOST KEY FINGERPRINTS-----\n256 SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8 cut off he")]
    [InlineData("-----BEGIN SSH HOST KEY KEYS-----\nssh-ed25519 AAAAshort!\n-----END SSH HOST KEY KEYS-----")]
    public void What_is_cut_off_or_garbled_is_none(string console)
    {
        var keys = HostKeys.Printed(console);

        Assert.True(keys is null || !keys.Accept(Digest));
    }

    [Theory]
    [InlineData(Digest)]
    [InlineData("SHA256:" + Digest)]
    [InlineData("SHA256:" + Digest + "=")]
    public void A_fingerprint_is_taken_as_OpenSSH_shows_it(string text) => Assert.True(HostKeys.Known([text]).Accept(Digest));

    [Theory]
    [InlineData("MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48")]
    [InlineData("SHA256:" + Digest + "A")]
    [InlineData(Digest + "\n")]
    [InlineData("")]
    public void Anything_else_is_none(string text) =>
        Assert.Equal(ErrorId.InvalidArgument, Assert.Throws<LabException>(() => HostKeys.Known([text])).ErrorId);

    [Fact]
    public async Task An_instance_that_has_just_started_is_waited_for_and_asked_no_more_after_that()
    {
        consoles.AddRange(["", "", "booting", "booting", SshLab.Console($"ssh-ed25519 {Ed25519}")]);

        Assert.Equal([$"ssh-ed25519 {Ed25519}"], (await ReadAsync()).PublicKeys);
        Assert.Equal([$"ssh-ed25519 {Ed25519}"], (await ReadAsync()).PublicKeys);

        Assert.Equal([null, "true", null, "true", null], cloud.Calls.Select(call => call["Latest"]));
        Assert.NotEmpty(reporter.Statuses);
    }

    [Fact]
    public async Task A_type_that_does_not_show_what_is_new_is_waited_for_as_well()
    {
        consoles.AddRange(["", null, SshLab.Console($"ssh-ed25519 {Ed25519}")]);

        Assert.NotNull(await ReadAsync());
    }

    [Fact]
    public async Task One_that_prints_none_is_given_up_after_some_minutes()
    {
        consoles.Add("booting");

        var error = await Assert.ThrowsAsync<LabException>(ReadAsync);

        Assert.Equal((ErrorId.HostKeyUnknown, "i-12345678"), (error.ErrorId, error.Target));
        Assert.Contains("-HostKeyFingerprint", error.NextStep, StringComparison.Ordinal);
        Assert.InRange(time.Slept, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
    }

    private Task<HostKeys> ReadAsync()
    {
        var token = TestContext.Current.CancellationToken;
        return ConsoleHostKeys.OfAsync(new(session, reporter, token), "i-12345678", token);
    }

    private static (HttpStatusCode Status, string Body) Answer(string? console) => console is null
        ? (
            HttpStatusCode.BadRequest,
            "<Response><Errors><Error><Code>UnsupportedOperation</Code><Message>No.</Message></Error></Errors></Response>")
        : (
            HttpStatusCode.OK,
            $"<GetConsoleOutputResponse><output>{Convert.ToBase64String(Encoding.UTF8.GetBytes(console))}</output>"
                + "</GetConsoleOutputResponse>");
}
