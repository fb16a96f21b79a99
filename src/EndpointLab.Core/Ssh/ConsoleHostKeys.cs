using System.Globalization;
using System.Text;

namespace EndpointLab;

/// <summary>Reads the host keys of instances where only their own root could have written: from their consoles, over EC2's API.</summary>
internal static class ConsoleHostKeys
{
    private const int RarestPolls = 10;

    // "Shortly after the instance boots", as EC2's reference of GetConsoleOutput says.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Waits for the keys of an instance that has just started. They are read once in a session.</summary>
    /// <exception cref="LabException">It printed none in time, or its console can't be read.</exception>
    public static async Task<HostKeys> OfAsync(LabOperation lab, string instanceId, CancellationToken token)
    {
        var (session, known) = (lab.Session, lab.Session.HostKeys);
        if (known.TryGetValue(instanceId, out var keys))
        {
            return keys;
        }

        var activity = $"Waiting for the host keys on the console of {instanceId}";
        var started = session.Time.GetTimestamp();
        var reported = false;
        try
        {
            for (var pause = session.FirstPoll; ; pause = Min(pause * 2, session.FirstPoll * RarestPolls))
            {
                if (await ReadAsync(lab, instanceId) is { } printed)
                {
                    return known[instanceId] = printed;
                }

                var elapsed = session.Time.GetElapsedTime(started);
                if (elapsed + pause > Patience)
                {
                    throw Unknown(instanceId, elapsed);
                }

                reported = true;
                lab.Reporter.Progress(activity, string.Create(CultureInfo.InvariantCulture, $"none after {elapsed.TotalSeconds:0} s"));
                await Task.Delay(pause, session.Time, token);
            }
        }
        finally
        {
            if (reported)
            {
                lab.Reporter.Progress(activity, "done", 100);
            }
        }
    }

    /// <summary>The output that EC2 keeps of the start; where that has no keys (yet), what the console shows now.</summary>
    private static async Task<HostKeys?> ReadAsync(LabOperation lab, string instanceId)
    {
        try
        {
            return await ReadAsync(lab, instanceId, latest: false) ?? await ReadAsync(lab, instanceId, latest: true);
        }
        catch (LabException error) when (error.AwsErrorCode == "UnsupportedOperation" || error.IsTransient)
        {
            return null;
        }
    }

    private static async Task<HostKeys?> ReadAsync(LabOperation lab, string instanceId, bool latest)
    {
        var answer = await lab.Ec2(
            (ec2, cancel) => ec2.GetConsoleOutputAsync(new() { InstanceId = instanceId, Latest = latest ? true : null }, cancel),
            instanceId);
        return answer.Output is { Length: > 0 } base64 ? HostKeys.Printed(Encoding.UTF8.GetString(Convert.FromBase64String(base64))) : null;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static LabException Unknown(string instanceId, TimeSpan elapsed) => new(
        ErrorId.HostKeyUnknown,
        string.Create(CultureInfo.InvariantCulture, $"{instanceId} printed no host keys to its console within {elapsed.TotalSeconds:0} s."),
        "Run it again if the instance has just started. Where its image has no cloud-init to print them, give them: "
            + "-HostKeyFingerprint, or -ViaHostKeyFingerprint for the instance of -Via.",
        instanceId);
}
