using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using EndpointLab.Simulator.Loopback;

namespace EndpointLab.Simulator;

/// <summary>Serves a handler over HTTP/1.1 on 127.0.0.1, to whatever host name of AWS the client means.</summary>
public sealed class LoopbackServer : IDisposable, IAsyncDisposable
{
    /// <summary>How long aws-cli and boto3 wait for a connection: so long dropped traffic keeps its client waiting.</summary>
    internal static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How many connections are served at a time; more wait to be accepted. It is half of the descriptors that a process usually has at
    /// least, because .NET's runtime ends where none is left.
    /// </summary>
    internal const int MostConnections = 512;

    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(50);

    private readonly HttpMessageInvoker invoker;
    private readonly TimeProvider clock;
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim room = new(MostConnections);
    private readonly ConcurrentDictionary<Socket, Task> connections = new();
    private readonly Task accepting;

    internal LoopbackServer(HttpMessageHandler handler, TimeProvider time, int port)
    {
        listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        listener.Start();
        invoker = new HttpMessageInvoker(handler);
        clock = time;
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    /// <summary>The TCP port that it listens on.</summary>
    public int Port { get; }

    /// <summary>The endpoint URL for a client's configuration.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{Port}");

    /// <summary>Serves a cloud until the server is disposed of.</summary>
    /// <param name="cloud">The cloud, which outlives the server and may have several.</param>
    /// <param name="port">The TCP port; 0 for any free one.</param>
    /// <exception cref="SocketException">The port is taken or may not be used.</exception>
    public static LoopbackServer Start(Cloud cloud, int port) => new(new CloudHandler(cloud), cloud.Options.Time, port);

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Stops accepting and ends every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested)
            return;
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        await Task.WhenAll(connections.Values);
        invoker.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await room.WaitAsync(stop.Token);
                var socket = await listener.AcceptSocketAsync(stop.Token);
                var serving = connections[socket] = Task.Run(() => ServeAsync(socket));
                _ = serving.ContinueWith(done => Forget(socket), TaskScheduler.Default);
            }
            catch (SocketException)
            {
                room.Release();
                // A client hung up while it was accepted; or no descriptor is left, and the next attempt is no better off at once.
                await Task.Delay(AcceptPause, CancellationToken.None);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                // The end, which the loop's condition sees.
            }
        }
    }

    private void Forget(Socket socket)
    {
        connections.TryRemove(socket, out _);
        room.Release();
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));
            var output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
            await AnswerAllAsync(new RequestReader(input, output), new ResponseWriter(output), socket);

            // Unread bytes at closing time would reset the connection and take the answer with them.
            socket.Shutdown(SocketShutdown.Send);
            using var lingering = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
            lingering.CancelAfter(TimeSpan.FromSeconds(1));
            await stream.CopyToAsync(Stream.Null, lingering.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The client is gone, or the server stops.
        }
    }

    private async Task AnswerAllAsync(RequestReader reader, ResponseWriter writer, Socket socket)
    {
        try
        {
            while (await reader.ReadAsync(stop.Token) is { } request)
            {
                using (request)
                {
                    using var response = await invoker.SendAsync(request, stop.Token);
                    var close = request.Headers.ConnectionClose == true;
                    await writer.WriteAsync(response, request.Method == HttpMethod.Head, close, stop.Token);
                    if (close)
                        return;
                }
            }
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.TimedOut })
        {
            await Task.Delay(ConnectTimeout, clock, stop.Token);
        }
        catch (HttpRequestException e) when (e.GetBaseException() is SocketException { SocketErrorCode: SocketError.ConnectionReset } reset)
        {
            // Closed at once, a socket sends what resets the connection.
            socket.Close(timeout: 0);
            throw reset;
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException or SocketException))
        {
            var status = e is BadRequestException refused ? refused.Status : HttpStatusCode.InternalServerError;
            using var response = new HttpResponseMessage(status) { Content = new StringContent(e.Message) };
            response.Headers.TryAddWithoutValidation("Server", "EndpointLab");
            await writer.WriteAsync(response, headOnly: false, close: true, stop.Token);
        }
    }
}
