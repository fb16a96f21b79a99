using System.Net;
using System.Text;
using Amazon.Runtime;

namespace EndpointLab.Core.Tests.Ssh;

/// <summary>
/// Two instances of AWS's, as far as EC2 tells: the one with a public address is a server on 127.0.0.1, the other one a server on
/// 127.0.0.2, which for these tests stands for an address that only the first one reaches.
/// </summary>
internal sealed class SshLab : IDisposable
{
    public const string Public = "i-11111111";
    public const string Private = "i-22222222";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("endpointlab-sshd-");
    private readonly ScriptedCloud cloud;

    private SshLab(TimeProvider? time)
    {
        cloud = new(Answer);
        Session = new(SessionKind.Aws, "aws", name: null, "us-east-1", new BasicAWSCredentials("key", "secret"), handler: cloud, time: time)
        {
            AccountId = "123456789012",
        };
        Lab = new(Session, Reporter, Cancel.Token);
    }

    public LabSession Session { get; }

    public LabOperation Lab { get; }

    public RecordingReporter Reporter { get; } = new();

    public CancellationTokenSource Cancel { get; } = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public SshServer Jump { get; private set; } = null!;

    public SshServer Behind { get; private set; } = null!;

    /// <summary>What each console shows, by the instance's id.</summary>
    public Dictionary<string, string> Consoles { get; } = [];

    public string KeyPath => Path.Join(folder.FullName, "lab.pem");

    public string KnownHostsFolder => folder.FullName;

    public static async Task<SshLab> StartAsync(bool jumpForwards = true, TimeProvider? time = null)
    {
        Assert.SkipWhen(SshServer.Program is null, "sshd not found");
        SshLab lab = new(time);
        try
        {
            var port = SshServer.FreePort();
            var key = SshServer.NewKey(lab.KeyPath);
            lab.Jump = await SshServer.StartAsync(lab.folder.CreateSubdirectory("jump"), "127.0.0.1", port, key, jumpForwards);
            lab.Behind = await SshServer.StartAsync(lab.folder.CreateSubdirectory("behind"), "127.0.0.2", port, key);
            lab.Consoles[Public] = Console(lab.Jump.HostKey);
            lab.Consoles[Private] = Console(lab.Behind.HostKey);
            return lab;
        }
        catch
        {
            lab.Dispose();
            throw;
        }
    }

    public InstanceLogin Login(
        string? via = Public, string? keyPath = null, string[]? fingerprints = null, string? passphrase = null) => new()
    {
        Via = via,
        Port = Jump.Port,
        UserName = Environment.UserName,
        KeyFolder = folder.FullName,
        KeyPath = keyPath,
        HostKeyFingerprints = fingerprints ?? [],
        Passphrase = passphrase,
    };

    public Task<InstanceCommandResult> RunAsync(string command, InstanceLogin? login = null, TimeSpan? timeout = null) =>
        InstanceCommands.RunAsync(Lab, Private, login ?? Login(), command, timeout ?? TimeSpan.FromMinutes(5));

    /// <summary>As cloud-init prints it.</summary>
    public static string Console(string publicKey) =>
        $"-----BEGIN SSH HOST KEY KEYS-----\r\n{publicKey} root@ip-10-0-1-5\r\n-----END SSH HOST KEY KEYS-----\r\n";

    public void Dispose()
    {
        Jump?.Dispose();
        Behind?.Dispose();
        Session.Dispose();
        cloud.Dispose();
        Cancel.Dispose();
        folder.Delete(recursive: true);
    }

    private (HttpStatusCode Status, string Body) Answer(ScriptedCloud.Call call) => (HttpStatusCode.OK, call["Action"] switch
    {
        "GetConsoleOutput" =>
            $"""
            <GetConsoleOutputResponse>
              <output>{Convert.ToBase64String(Encoding.UTF8.GetBytes(Consoles[call["InstanceId"]!]))}</output>
            </GetConsoleOutputResponse>
            """,
        _ =>
            $"""
            <DescribeInstancesResponse><reservationSet><item><instancesSet><item>
              <instanceId>{call["InstanceId.1"]}</instanceId><instanceState><name>running</name></instanceState><keyName>lab</keyName>
              {(call["InstanceId.1"] == Public ? "<ipAddress>127.0.0.1</ipAddress>" : "")}
              <privateIpAddress>{(call["InstanceId.1"] == Public ? "127.0.0.1" : "127.0.0.2")}</privateIpAddress>
              <networkInterfaceSet><item>
                <networkInterfaceId>eni-{call["InstanceId.1"]![2..]}</networkInterfaceId>
                <attachment><deviceIndex>0</deviceIndex></attachment>
              </item></networkInterfaceSet>
            </item></instancesSet></item></reservationSet></DescribeInstancesResponse>
            """,
    });
}
