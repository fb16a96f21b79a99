using System.Net.Sockets;

namespace EndpointLab;

/// <summary>Opens connections, most of them from inside the network, and tells what became of them.</summary>
public static class Probes
{
    internal const int HttpsPort = 443;

    /// <summary>Tries to open one TCP connection.</summary>
    /// <param name="from">An id of an instance or network interface, an address, or <c>internet</c>.</param>
    /// <param name="to">The same, or a DNS name.</param>
    /// <param name="login">How to log in to the sender where it is an instance of AWS's; null not to, and to run nothing then.</param>
    public static async Task<Probe> ConnectAsync(
        LabOperation lab, string from, string to, int port, Expectation expectation, InstanceLogin? login = null)
    {
        var sender = await Place.SenderAsync(lab, from);
        var target = await Place.TargetAsync(lab, to);
        var address = target.AddressSeenFrom(sender);
        if (lab.Session.Kind == SessionKind.Aws && sender.Label == Place.Internet && target.CanBeAddressedFromInternet)
        {
            return Describe(await ThisComputer.ConnectAsync(lab, address, port), lab.Session, sender, target.Label, port, expectation);
        }

        using var vantage = await Vantage.OpenAsync(lab, sender, login);
        return Describe(await vantage.ConnectAsync(address, port), lab.Session, sender, target.Label, port, expectation);
    }

    /// <summary>Whether nobody answered a request in time: its packets were dropped, or who forwards them waited in vain.</summary>
    internal static bool IsLost(LabException error)
    {
        for (var e = error.InnerException; e is not null; e = e.InnerException)
        {
            if (e is TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut }
                or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Why a request is lost after the way was found to be open.</summary>
    internal static string LostTo(string to) =>
        $"The connection to {to} timed out, though one like it was made before: it depends on the port that it leaves from.";

    /// <param name="answer">Null where there is no vantage.</param>
    internal static Probe Describe(
        ConnectAnswer? answer, LabSession session, Place from, string to, int port, Expectation expectation) => new()
    {
        From = from.Label,
        To = to,
        Port = port,
        Expected = expectation.Result,
        ExpectedVia = expectation.Via,
        Result = answer?.Result ?? ProbeResult.NotRun,
        Via = answer?.Via,
        StoppedBy = answer is null
            ? $"No vantage: on {session.Describe()}, only {(from.IsOnInternet ? "a host there" : from.Label)} itself can send this"
                + (session.Kind == SessionKind.Aws && from.InstanceId is not null
                    ? ", over SSH: give -KeyPair, and -Via where it is private."
                    : ".")
            : answer.StoppedBy,
        Hops = answer?.Hops ?? [],
    };
}
