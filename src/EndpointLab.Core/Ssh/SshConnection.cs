using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace EndpointLab;

/// <summary>A login to a host: commands run there, and connections leave from there.</summary>
internal sealed class SshConnection : IDisposable
{
    // For each handshake. A host that answers does so at once.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const int TryFor = 10;

    // The exit code of timeout(1).
    private const int TimedOut = 124;

    // What OpenSSH's server leaves unanswered keeps nobody waiting after Ctrl-C.
    private static readonly TimeSpan ClosePatience = TimeSpan.FromMilliseconds(100);

    private readonly LabSession session;
    private readonly SshRoute route;
    private readonly ConcurrentDictionary<(string Host, int Port), Lazy<ForwardedPortLocal>> forwards = [];
    private readonly Stack<SshClient> clients = [];

    private SshConnection(LabSession session, SshRoute route) => (this.session, this.route) = (session, route);

    /// <exception cref="LabException">A host can't be reached, isn't the one that is meant, or refuses the key.</exception>
    public static async Task<SshConnection> OpenAsync(LabSession session, SshRoute route, CancellationToken token)
    {
        SshConnection connection = new(session, route);
        try
        {
            if (route.Via is null)
            {
                await connection.LogInAsync(route.Host, route.Host.Address, route.Host.Port, token);
            }
            else
            {
                await connection.LogInAsync(route.Via, route.Via.Address, route.Via.Port, token);
                var way = connection.Forward(route.Host.Address, route.Host.Port);
                await connection.LogInAsync(route.Host, way.BoundHost, (int)way.BoundPort, token);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a command in the user's shell there, to its end.</summary>
    /// <exception cref="LabException">The connection was lost meanwhile.</exception>
    public async Task<InstanceCommandResult> RunAsync(string text, CancellationToken token)
    {
        var started = Stopwatch.GetTimestamp();
        using var command = await RunAsync(clients.Peek(), text, token);
        return new()
        {
            Instance = route.Host.Name,
            Command = text,
            ExitCode = command.ExitStatus,
            Signal = command.ExitSignal,
            Output = command.Result.TrimEnd('\n'),
            Error = command.Error.TrimEnd('\n'),
            Duration = Stopwatch.GetElapsedTime(started),
        };
    }

    /// <summary>Tries to open a TCP connection that leaves from the host, which also resolves the name.</summary>
    /// <returns>Why it doesn't open; null if it does.</returns>
    public Task<string?> TryAsync(string host, int port, CancellationToken token) => TryAsync(clients.Peek(), host, port, token);

    /// <summary>Opens a TCP connection that leaves from the host, which also resolves the name.</summary>
    public async Task<Stream> DialAsync(string host, int port, CancellationToken token)
    {
        var way = forwards.GetOrAdd((host, port), _ => new(() => Forward(host, port))).Value;
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, (int)way.BoundPort, token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // The last login first: its connection goes through the one before.
    public void Dispose()
    {
        while (clients.TryPop(out var client))
        {
            client.Dispose();
        }
    }

    private async Task LogInAsync(SshHost host, string address, int port, CancellationToken token)
    {
        using var key = route.Key.Read();
        SshClient client = new(new ConnectionInfo(
            address, port, route.Key.UserName, new PrivateKeyAuthenticationMethod(route.Key.UserName, key))
        {
            Timeout = Patience,
            ChannelCloseTimeout = ClosePatience,
        });
        clients.TryPeek(out var jump);
        clients.Push(client);
        string? wrong = null;
        client.HostKeyReceived += (_, offer) =>
        {
            offer.CanTrust = host.Keys.Accept(offer.FingerPrintSHA256);
            wrong = offer.CanTrust ? null : $"{offer.HostKeyName} SHA256:{offer.FingerPrintSHA256}";
        };
        try
        {
            await client.ConnectAsync(token).WaitAsync(token);
        }
        catch (Exception e) when (e is SshException or SocketException or TimeoutException && wrong is not null)
        {
            session.HostKeys.TryRemove(host.Name, out _);
            throw SshErrors.WrongHostKey(host, wrong, e);
        }
        catch (SshAuthenticationException e)
        {
            throw SshErrors.KeyRefused(host, route.Key, e);
        }
        catch (Exception e) when (e is SshException or SocketException or TimeoutException)
        {
            throw host == route.Via || route.Via is null
                ? SshErrors.Unreachable(host, e)
                : SshErrors.Unreachable(host, route.Via, await TryAsync(jump!, host.Address, host.Port, token), e);
        }
    }

    private async Task<SshCommand> RunAsync(SshClient client, string text, CancellationToken token)
    {
        var command = client.CreateCommand(text);
        try
        {
            // Opening the channel blocks, and heeds no token.
            await Task.Run(() => command.ExecuteAsync(token), CancellationToken.None).WaitAsync(token);
            return command;
        }
        catch (Exception e) when (e is SshException or SocketException or ObjectDisposedException && !token.IsCancellationRequested)
        {
            command.Dispose();
            throw SshErrors.Lost(route.Host, e);
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    private async Task<string?> TryAsync(SshClient client, string host, int port, CancellationToken token)
    {
        using var command = await RunAsync(
            client, $"timeout {TryFor} bash -c 'exec 3<>/dev/tcp/$0/$1' {ShellText.Quote(host)} {port}", token);
        return command.ExitStatus switch
        {
            0 => null,
            TimedOut => $"no answer within {TryFor} s",
            _ => WhyNot(host, command.Error) ?? $"its shell can't try: {command.Error.TrimEnd('\n')}",
        };
    }

    /// <summary>What bash says, such as "connect: Connection refused", or of a name, among what else starts with a shell there.</summary>
    private static string? WhyNot(string host, string errors) => errors.Split('\n')
        .FirstOrDefault(line =>
            line.Contains(": connect: ", StringComparison.Ordinal) || line.Contains($": {host}: ", StringComparison.Ordinal))?
        .Split(": ")[^1];

    /// <summary>A port of this computer that leads there; others can use it too, as long as this lasts.</summary>
    private ForwardedPortLocal Forward(string host, int port)
    {
        ForwardedPortLocal forward = new(IPAddress.Loopback.ToString(), host, (uint)port);
        var client = clients.Peek();
        client.AddForwardedPort(forward);
        forward.Start();
        return forward;
    }
}
