using System.Net.Sockets;

namespace EndpointLab;

/// <summary>The user's own computer, which is the host on the internet that probes of AWS come from.</summary>
internal static class ThisComputer
{
    // An instance that just started refuses until its services have started as well.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Opens one TCP connection and closes it again. What isn't there within half a minute is blocked.</summary>
    public static async Task<ConnectAnswer> ConnectAsync(LabOperation lab, string to, int port)
    {
        using CancellationTokenSource patience = new(Patience, lab.Session.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lab.Token, patience.Token);
        var activity = $"Connecting to {to}:{port}";
        var failure = "it doesn't answer";
        lab.Reporter.Progress(activity, "from this computer");
        try
        {
            while (true)
            {
                try
                {
                    using TcpClient client = new();
                    await client.ConnectAsync(to, port, either.Token);
                    return new(ProbeResult.Reachable, to, Via: null, StoppedBy: null, []);
                }
                catch (SocketException error)
                {
                    failure = error.Message;
                    await Task.Delay(Pause, lab.Session.Time, either.Token);
                }
            }
        }
        catch (OperationCanceledException) when (!lab.Token.IsCancellationRequested)
        {
            return new(ProbeResult.Blocked, to, Via: null, $"From this computer, {to}:{port} can't be reached: {failure}.", []);
        }
        finally
        {
            lab.Reporter.Progress(activity, "done", 100);
        }
    }
}
