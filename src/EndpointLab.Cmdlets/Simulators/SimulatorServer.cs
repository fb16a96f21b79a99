using System.Collections.Specialized;
using System.Globalization;
using EndpointLab.Simulator;

namespace EndpointLab;

/// <summary>A simulated cloud that is served to other clients on this computer, and what points them at it.</summary>
public sealed class SimulatorServer
{
    private const string Secret = "AWS_SECRET_ACCESS_KEY";

    private readonly LoopbackServer server;

    internal SimulatorServer(LabSession session, Cloud cloud, int port)
    {
        server = LoopbackServer.Start(cloud, port);
        RequireSignature = cloud.RequiresSignature;
        (SessionName, AccountId, Region, CloudId) = (session.Name, session.AccountId, session.Region, session.CloudId);
        Environment = new()
        {
            ["AWS_ENDPOINT_URL"] = $"http://127.0.0.1:{Port}",
            ["AWS_ACCESS_KEY_ID"] = AccountId,
            [Secret] = cloud.SecretAccessKey,
            ["AWS_REGION"] = Region,
            ["AWS_DEFAULT_REGION"] = Region,
        };
    }

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port => server.Port;

    public Uri EndpointUrl => server.Endpoint;

    /// <summary>The session whose cloud it serves.</summary>
    public string SessionName { get; }

    public string AccountId { get; }

    public string Region { get; }

    /// <summary><c>Running</c> until it is stopped.</summary>
    public string State { get; private set; } = "Running";

    /// <summary>Whether other clients must sign with the secret that <see cref="Environment"/> holds, and nothing else shows.</summary>
    public bool RequireSignature { get; }

    /// <summary>The environment variables that point AWS's command line and SDKs at it.</summary>
    public OrderedDictionary Environment { get; }

    /// <summary>The variables as lines for PowerShell.</summary>
    public string PowerShell => Lines("$env:{0} = '{1}'");

    /// <summary>The variables as lines for a POSIX shell.</summary>
    public string Shell => Lines("export {0}='{1}'");

    internal string CloudId { get; }

    internal void Stop()
    {
        State = "Stopped";
        server.Dispose();
    }

    private string Lines(string format) => string.Join('\n', Environment.Keys.Cast<string>()
        .Where(name => !RequireSignature || name != Secret)
        .Select(name => string.Format(CultureInfo.InvariantCulture, format, name, Environment[name])));
}
