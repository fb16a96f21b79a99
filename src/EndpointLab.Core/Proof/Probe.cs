using System.Text.RegularExpressions;

namespace EndpointLab;

/// <summary>One request that was sent for proof: whence and where to, what was expected, and what came of it.</summary>
public sealed partial record Probe
{
    /// <summary><c>internet</c>, an address, or the sender's Name or id.</summary>
    public required string From { get; init; }

    /// <summary>As <see cref="From"/>, or the address of an object in S3.</summary>
    public required string To { get; init; }

    public required int Port { get; init; }

    /// <summary>
    /// As whom the request was sent: an ARN, <c>me</c> for the session's own identity, or <c>anonymous</c>; null where none was sent, and
    /// of a connection.
    /// </summary>
    public string? Principal { get; init; }

    /// <summary>Null where nothing was expected.</summary>
    public ProbeResult? Expected { get; init; }

    /// <summary>The gateway or endpoint that it was to pass; null for any.</summary>
    public string? ExpectedVia { get; init; }

    public required ProbeResult Result { get; init; }

    /// <summary>The gateway or endpoint that it left the VPC by; <c>local</c> inside of it.</summary>
    public string? Via { get; init; }

    /// <summary>
    /// Whether it kept off the internet: false by an internet or NAT gateway, true over an endpoint or inside the VPC,
    /// null where nothing went through.
    /// </summary>
    public bool? Private => Result is ProbeResult.Blocked or ProbeResult.NotRun ? null : ResourceKind.PrefixOf(Via ?? "") switch
    {
        "vpce" or "local" => true,
        "igw" or "eigw" or "nat" => false,
        _ => null,
    };

    /// <summary>One sentence that names what dropped or refused it, or why it was not sent.</summary>
    public string? StoppedBy { get; init; }

    /// <summary>
    /// Whether the expectation was met; null where there was none, nothing was sent, or what it was to pass can't be seen from here.
    /// </summary>
    public bool? Pass => Expected is null || Result is ProbeResult.NotRun ? null
        : Result != Expected ? false
        : ExpectedVia is null || ExpectedVia == Via || Hops.Any(hop => hop.Split(' ')[0] == ExpectedVia) ? true
        : Via is null && Hops.Length == 0 ? null
        : false;

    /// <summary>What it passed, in order.</summary>
    public string[] Hops { get; init; } = [];

    /// <summary>The beginning of the object that was read, if it is text.</summary>
    public string? Content { get; init; }

    /// <summary>In a word, what decided: the way out, or what stopped it.</summary>
    public string? DecidedBy => StoppedBy is null ? Via
        : new[] { Policy().Match(StoppedBy), Resource().Match(StoppedBy) }.FirstOrDefault(match => match.Success)?.Value ?? StoppedBy;

    public override string ToString() => $"{Result}: {From} → {To}";

    /// <summary>A refusal names the caller first, whose session has the name of the instance.</summary>
    [GeneratedRegex(@"\b((VPC endpoint|resource-based|identity-based) policy|permissions boundary|sts:AssumeRole)\b")]
    private static partial Regex Policy();

    [GeneratedRegex(@"\b([a-z]{1,6}-[0-9a-f]{8,17}|private address|No vantage)\b")]
    private static partial Regex Resource();
}
