using EndpointLab.Policy;
using EndpointLab.Policy.Conditions;

namespace EndpointLab.Analysis;

/// <summary>Says in a sentence what a policy has to do with a request.</summary>
internal sealed class AccessWords(AccessCase access)
{
    public static string Name(Statement statement) => statement.Sid ?? statement.Path;

    public string Denial(HeldPolicy policy, StatementReading reading)
    {
        var why = reading.Statement.Conditions.Select(Requirement).OfType<string>().ToList();
        return $"{Place(policy, reading)} denies {access.Request.Action}: "
            + $"{(why.Count > 0 ? string.Join(", and ", why) : $"it is about {access.Request.Caller} and {access.Request.Resource}")}.";
    }

    public string Lack(PolicyPlace place, (HeldPolicy Policy, StatementReading Reading)? nearest) => nearest is var (policy, reading)
        ? $"{Place(policy, reading)} would allow {access.Request.Action}, but {Difference(policy, reading.Mismatches[0])}."
        : access.Request.Action is "s3:ListAllMyBuckets" && access.Policies.Any(held => held.Place.Kind == place.Kind)
            ? $"No statement of {place.Label} allows s3:ListAllMyBuckets, which needs Resource *: it is about no bucket."
        : $"No statement of {place.Label} allows {access.Request.Action} on {access.Request.Resource} to {access.Request.Caller}.";

    public string PublicAccess(PolicyPlace place, StatementReading reading) =>
        $"{Name(reading.Statement)} of {place.Label} allows {access.Request.Action} to everybody, and Block Public Access leaves nothing "
        + "of a public policy for other accounts.";

    public string Depends((HeldPolicy Policy, StatementReading Reading) item) =>
        $"Whether {Place(item.Policy, item.Reading)} {(item.Reading.Statement.Effect is Effect.Deny ? "denies" : "allows")} "
        + $"{access.Request.Action} depends on {Unknown(item.Reading)}, which configuration doesn't show.";

    public static string NoException(HeldPolicy policy) => policy.Place.Amend is null
        ? $"Nobody in the account can change {policy.Place.Label}: detach it, or call as somebody who doesn't have it."
        : $"Whoever is responsible for {policy.Place.Label} has to decide on an exception.";

    public static string NoAllowance(PolicyPlace place) => $"Whoever is responsible for {place.Label} has to allow it.";

    private static string Place(HeldPolicy policy, StatementReading reading) =>
        $"{Name(reading.Statement)} (line {reading.Statement.Line}) of {policy.Place.Label}";

    private string Unknown(StatementReading reading) =>
        string.Join(" and ", reading.Statement.Conditions.Select(condition => condition.Key).Where(key => !access.Knows(key)));

    /// <summary>What a statement that denies asks of those whom it spares; null where a condition says whom it hits.</summary>
    private string? Requirement(Condition condition) =>
        !IsNegated(condition.Operator) ? null
        : IsSourceIp(condition.Key) && access.EndpointId is not null
            ? "aws:SourceIp is absent over an endpoint, so that the condition holds of all that comes over one"
        : $"it requires {condition.Key} {Or(condition.Values)}, {Has(condition.Key)}";

    private string Difference(HeldPolicy policy, Mismatch mismatch) => mismatch switch
    {
        { Key: { } key } when IsSourceIp(key) && access.EndpointId is not null =>
            "aws:SourceIp is absent over an endpoint: use aws:VpcSourceIp or aws:SourceVpce",
        { Key: { } key } when !IsNegated(mismatch.Operator!) => $"it requires {key} {Or(mismatch.Expected)}, {Has(key)}",
        { Element: "Principal" } when policy.Place.Kind is PolicyKind.GatewayEndpoint && mismatch.Expected.Any(IsAccount) =>
            "Principal names the account, which in a gateway endpoint's policy is its root user alone",
        { Element: "Resource" } when mismatch.Expected.Contains(access.Request.Resource.Split('/')[0]) =>
            $"{access.Request.Action} is about objects, and Resource names the bucket: add /*",
        { Element: "Resource" } when mismatch.Expected.Any(
            resource => resource.StartsWith(access.Request.Resource + "/", StringComparison.Ordinal)) =>
            $"{access.Request.Action} is about the bucket, and Resource names its objects: leave out what follows the bucket",
        { Element: "Resource" } when access.Request.Action is "s3:ListAllMyBuckets" =>
            $"it is about no bucket and needs Resource *, not {Or(mismatch.Expected)}",
        _ => char.ToLowerInvariant(mismatch.Reason[0]) + mismatch.Reason[1..].TrimEnd('.'),
    };

    private string Has(string key) => access.Value(key) is { } value ? $"and the request has {value}" : "and the request has none";

    internal static bool IsNegated(string test) => test.Contains("Not", StringComparison.Ordinal);

    private static bool IsSourceIp(string key) => key.Equals("aws:SourceIp", StringComparison.OrdinalIgnoreCase);

    private static bool IsAccount(string principal) =>
        principal.Length == 12 && principal.All(char.IsAsciiDigit) || principal.EndsWith(":root", StringComparison.Ordinal);

    private static string Or(IEnumerable<string> values) => string.Join(" or ", values);
}
