using System.Net;
using System.Text.RegularExpressions;
using EndpointLab.Simulator.Iam;

namespace EndpointLab.Simulator.Sts;

/// <summary>AssumeRole: decided by the role's trust policy and the caller's own.</summary>
internal static partial class RoleAssumption
{
    private const string Action = "sts:AssumeRole";
    private const int ShortestSession = 900;
    private const int DefaultSession = 3600;

    /// <summary>How long a session lasts at most that a session asked for ("Role chaining" in the IAM User Guide).</summary>
    private const int LongestChainedSession = 3600;

    public static void Assume(StsCall call)
    {
        var parameters = call.Parameters;
        RefuseUnsupported(parameters);
        var arn = parameters["RoleArn"] ?? throw IamErrors.Constraint("RoleArn", null, "Member must not be null");
        if (arn.Length < 20)
            throw IamErrors.Constraint("RoleArn", arn, "Member must have length greater than or equal to 20");
        if (arn.Split(':', 6) is not ["arn", _, "iam", "", var account, _] || !Caller.IsAccountId(account))
            throw IamErrors.Validation($"{arn} is invalid");
        var name = SessionName(parameters);
        if (call.Cloud.Iam.Find(arn) is not Role role)
            throw Denied($"User: {call.Caller.Arn} is not authorized to perform: {Action} on resource: {arn}");
        Require(call, role, name);
        var lifetime = Lifetime(call, role);
        var keys = call.Cloud.Iam.Keys;
        Write(call.Answer, keys.Add(AccessKey.Of(role, name, keys.Now, lifetime)));
    }

    private static void Require(StsCall call, Role role, string session)
    {
        Dictionary<string, string[]> context = new() { ["sts:RoleSessionName"] = [session] };
        if (call.Parameters["ExternalId"] is { } externalId)
            context["sts:ExternalId"] = [externalId];
        var decision = call.Access.Decide(Action, role.Arn, role.AccountId, context, role.Trust.Document);
        if (!decision.IsAllowed)
        {
            throw Denied(role.AccountId == call.Caller.AccountId
                ? call.Access.Explain(decision, Action, role.Arn)
                : $"User: {call.Caller.Arn} is not authorized to perform: {Action} on resource: {role.Arn}");
        }
    }

    private static string SessionName(QueryParameters parameters)
    {
        const string Parameter = "RoleSessionName";
        var name = parameters[Parameter] ?? throw IamErrors.Constraint(Parameter, null, "Member must not be null");
        return name.Length < 2 ? throw IamErrors.Constraint(Parameter, name, "Member must have length greater than or equal to 2")
            : name.Length > 64 ? throw IamErrors.Constraint(Parameter, name, "Member must have length less than or equal to 64")
            : SessionNameForm().IsMatch(name) ? name
            : throw IamErrors.Constraint(Parameter, name, @"Member must satisfy regular expression pattern: [\w+=,.@-]*");
    }

    private static TimeSpan Lifetime(StsCall call, Role role)
    {
        const string Parameter = "DurationSeconds";
        if (call.Parameters[Parameter] is not { } text)
            return TimeSpan.FromSeconds(DefaultSession);
        if (!int.TryParse(text, out var seconds) || seconds < ShortestSession)
            throw IamErrors.Constraint(Parameter, text, $"Member must have value greater than or equal to {ShortestSession}");
        if (call.Caller.Key?.Session is not null && seconds > LongestChainedSession)
        {
            throw IamErrors.Validation(
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        }
        return seconds <= role.MaxSessionDuration
            ? TimeSpan.FromSeconds(seconds)
            : throw IamErrors.Validation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }

    /// <summary>Session policies and the like would narrow what the session may do, so they are not passed over.</summary>
    private static void RefuseUnsupported(QueryParameters parameters)
    {
        foreach (var name in (string[])["Policy", "PolicyArns.member.1.arn", "Tags.member.1.Key", "SourceIdentity", "SerialNumber"])
        {
            if (parameters[name] is not null)
                throw IamErrors.Validation($"The simulator does not know the parameter {name}.");
        }
    }

    private static void Write(QueryAnswer xml, AccessKey key)
    {
        xml.Element("Credentials", key, static (xml, key) =>
        {
            xml.Text("AccessKeyId", key.Id);
            xml.Text("SecretAccessKey", key.Secret);
            xml.Text("SessionToken", key.Session!.Token);
            xml.Time("Expiration", key.Session.Expiration);
        });
        xml.Element("AssumedRoleUser", key, static (xml, key) =>
        {
            xml.Text("AssumedRoleId", key.UserId);
            xml.Text("Arn", key.Arn);
        });
    }

    private static ServiceException Denied(string message) => new("AccessDenied", message, HttpStatusCode.Forbidden);

    [GeneratedRegex(@"^[\w+=,.@-]*\z", RegexOptions.ECMAScript)]
    private static partial Regex SessionNameForm();
}
