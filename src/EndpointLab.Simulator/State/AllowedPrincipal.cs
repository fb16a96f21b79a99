using System.Text.RegularExpressions;

namespace EndpointLab.Simulator.State;

/// <summary>Who may connect to an endpoint service.</summary>
/// <param name="Id">The permission's own id.</param>
/// <param name="Arn">An account's root, a user or a role; a service's name; or * for everybody.</param>
/// <param name="Type">All, Account, User, Role or Service.</param>
internal sealed partial record AllowedPrincipal(string Id, string Arn, string Type)
{
    /// <summary>What kind of principal AWS takes it for; null where it takes it for none.</summary>
    public static string? TypeOf(string arn)
    {
        if (arn == "*")
            return "All";
        if (ServiceName().IsMatch(arn))
            return "Service";
        return Identity().Match(arn) is not { Success: true } match ? null : match.Groups["kind"].Value switch
        {
            "user" => "User",
            "role" => "Role",
            _ => "Account",
        };
    }

    /// <summary>Whether the account's calls are made by this principal.</summary>
    public bool Includes(string accountId) =>
        Type == "All" || Arn == $"arn:aws:iam::{accountId}:root" || Arn == Caller.ArnOf(accountId);

    [GeneratedRegex(@"^arn:aws:iam::\d{12}:(root|(?<kind>user|role)/[\w+=,.@-]+)\z", RegexOptions.ECMAScript)]
    private static partial Regex Identity();

    [GeneratedRegex(@"^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com\z")]
    private static partial Regex ServiceName();
}
