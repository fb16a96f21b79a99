using System.Globalization;

namespace EndpointLab;

/// <summary>Runs commands on instances over SSH, and opens sessions there.</summary>
public static class InstanceCommands
{
    /// <summary>Logs in, runs one command in the user's shell, and logs out.</summary>
    /// <param name="timeout">For all of it.</param>
    /// <exception cref="LabException">Nobody could log in, or it took longer. What the command's exit code says is no error.</exception>
    public static Task<InstanceCommandResult> RunAsync(
        LabOperation lab, string instanceId, InstanceLogin login, string command, TimeSpan timeout) =>
        WithinAsync(lab, instanceId, timeout, async (doing, token) =>
        {
            var route = await login.FindAsync(lab, instanceId, token);
            doing("log in to");
            using var connection = await SshConnection.OpenAsync(lab.Session, route, token);
            doing("run the command (which may go on) on");
            return await connection.RunAsync(command, token);
        });

    /// <summary>Opens an interactive session by OpenSSH's client, in the terminal that this process runs in.</summary>
    /// <param name="timeout">For finding the instance and its host keys.</param>
    /// <exception cref="LabException">There is no client, nobody could log in, or the host keys lacked for longer.</exception>
    public static async Task EnterAsync(LabOperation lab, string instanceId, InstanceLogin login, TimeSpan timeout)
    {
        var route = await WithinAsync(lab, instanceId, timeout, (_, token) => login.FindAsync(lab, instanceId, token));
        await OpenSsh.EnterAsync(route, lab.Token);
    }

    /// <param name="work">Says, before a name, what it is about to do.</param>
    private static async Task<T> WithinAsync<T>(
        LabOperation lab, string instanceId, TimeSpan timeout, Func<Action<string>, CancellationToken, Task<T>> work)
    {
        using CancellationTokenSource deadline = new(timeout, lab.Session.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lab.Token, deadline.Token);
        var doing = "learn the host keys of";
        try
        {
            return await work(now => doing = now, either.Token);
        }
        catch (OperationCanceledException e) when (!lab.Token.IsCancellationRequested)
        {
            throw new LabException(
                ErrorId.CommandTimedOut,
                string.Create(CultureInfo.InvariantCulture, $"It took longer than {timeout.TotalSeconds:0} s to {doing} {instanceId}."),
                "Allow more time: -Timeout 30m.",
                instanceId,
                e);
        }
    }
}
