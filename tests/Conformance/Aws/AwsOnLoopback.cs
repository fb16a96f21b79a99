using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EndpointLab.Simulator;

namespace EndpointLab.Conformance.Aws;

/// <summary>
/// AWS, as far as a client can tell: under AWS's own names, over TLS, and with no endpoint URL. Clients come by a proxy; who signs its
/// certificates is an authority of its own. Behind it is the simulator.
/// </summary>
internal sealed class AwsOnLoopback : IDisposable
{
    private const string Greeting = "HTTP/1.1 200 Connection established\r\n\r\n";

    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> asked = [];
    private readonly List<TcpListener> listeners = [];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("endpointlab-aws-");
    private readonly SslStreamCertificateContext certificate;
    private readonly LoopbackServer simulator;

    /// <param name="answering">What changes the simulator's answers on their way; null for nothing.</param>
    public AwsOnLoopback(DelegatingHandler? answering = null)
    {
        Cloud = new(new CloudOptions { Lifecycle = Lifecycle.Instant });
        HttpMessageHandler handler = new CloudHandler(Cloud);
        if (answering is not null)
        {
            answering.InnerHandler = handler;
            handler = answering;
        }

        simulator = new(handler, TimeProvider.System, port: 0);
        certificate = Certify();
        Proxy = new($"http://{Listen(new(IPAddress.Loopback, 0), AnswerProxyAsync)}");
    }

    public Cloud Cloud { get; }

    public Uri Proxy { get; }

    /// <summary>The certificate of the authority.</summary>
    public string AuthorityFile => Path.Join(folder.FullName, "authority.pem");

    /// <summary>Where clients wanted the proxy to connect to.</summary>
    public IReadOnlyCollection<string> Asked => asked;

    /// <summary>What a client's environment says on a computer behind the proxy.</summary>
    public Dictionary<string, string> Environment => new() { ["HTTPS_PROXY"] = $"{Proxy}", ["SSL_CERT_FILE"] = AuthorityFile };

    /// <summary>Serves AWS at an address as well, for clients to which its names mean that.</summary>
    public void ListenAt(IPAddress address) => Listen(new(address, 443), AnswerAsync);

    public void Dispose()
    {
        stop.Cancel();
        listeners.ForEach(listener => listener.Dispose());
        simulator.Dispose();
        stop.Dispose();
        folder.Delete(recursive: true);
    }

    private EndPoint Listen(IPEndPoint where, Func<Stream, Task> answer)
    {
        TcpListener listener = new(where);
        listener.Start();
        listeners.Add(listener);
        _ = AcceptAsync(listener, answer);
        return listener.LocalEndpoint;
    }

    private async Task AcceptAsync(TcpListener listener, Func<Stream, Task> answer)
    {
        while (true)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token), answer);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static async Task ServeAsync(TcpClient client, Func<Stream, Task> answer)
    {
        try
        {
            using (client)
            {
                await answer(client.GetStream());
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client is gone, or doesn't trust the certificate; or all of this ends.
        }
    }

    private async Task AnswerProxyAsync(Stream client)
    {
        List<byte> head = [];
        var one = new byte[1];
        while (!(head is [.., 13, 10, 13, 10]))
        {
            await client.ReadExactlyAsync(one, stop.Token);
            head.Add(one[0]);
        }

        asked.Enqueue(System.Text.Encoding.ASCII.GetString([.. head]).Split(' ') is ["CONNECT", var where, ..] ? where : "nothing");
        await client.WriteAsync(System.Text.Encoding.ASCII.GetBytes(Greeting), stop.Token);
        await AnswerAsync(client);
    }

    private async Task AnswerAsync(Stream client)
    {
        await using SslStream tls = new(client);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = certificate }, stop.Token);
        using TcpClient behind = new();
        await behind.ConnectAsync(IPAddress.Loopback, simulator.Port, stop.Token);
        await Task.WhenAny(tls.CopyToAsync(behind.GetStream(), stop.Token), behind.GetStream().CopyToAsync(tls, stop.Token));
    }

    private SslStreamCertificateContext Certify()
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest authorityRequest = new("CN=EndpointLab's tests", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());
        using var authority = authorityRequest.CreateSelfSigned(from, to);
        File.WriteAllText(AuthorityFile, authority.ExportCertificatePem());

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=amazonaws.com", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        foreach (var name in new[] { "*.amazonaws.com", "*.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com" })
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, from, to, [1, 2, 3, 4]);
        return SslStreamCertificateContext.Create(signed.CopyWithPrivateKey(key), additionalCertificates: null, offline: true);
    }
}
