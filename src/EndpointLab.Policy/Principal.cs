namespace EndpointLab.Policy;

internal enum PrincipalMatch
{
    None,

    /// <summary>The caller's account is named, the caller is not.</summary>
    Account,

    /// <summary>The role is named, of which the caller is a session.</summary>
    Role,

    /// <summary>The caller itself is named, or everybody is.</summary>
    Caller,
}

/// <summary>The value of <c>Principal</c> or <c>NotPrincipal</c>.</summary>
/// <param name="Excluded">True for <c>NotPrincipal</c>, which concerns every caller that is not itself named.</param>
/// <param name="Names">Who is named, by type.</param>
public sealed record Principal(bool Excluded, IReadOnlyList<PrincipalName> Names)
{
    internal PrincipalMatch Match(Caller caller)
    {
        var best = Names.Select(name => name.Match(caller)).DefaultIfEmpty(PrincipalMatch.None).Max();
        return !Excluded ? best : best >= PrincipalMatch.Role ? PrincipalMatch.None : PrincipalMatch.Caller;
    }
}

/// <summary>One name in a <c>Principal</c> element.</summary>
/// <param name="Type"><c>AWS</c>, <c>Service</c>, <c>Federated</c> or <c>CanonicalUser</c>.</param>
/// <param name="Value">An asterisk, a twelve-digit account id, an ARN, or what else the type uses as a name.</param>
public sealed record PrincipalName(string Type, string Value)
{
    internal static readonly IReadOnlyList<string> Types = ["AWS", "Service", "Federated", "CanonicalUser"];

    private static readonly string[] UniqueIdPrefixes = ["AIDA", "AROA"];

    /// <summary>
    /// What AWS shows of a user or role that was deleted: its unique id, which matches no caller ("Unique identifiers" in the IAM
    /// User Guide).
    /// </summary>
    public bool IsUniqueId =>
        Type is "AWS" && Value.Length >= 16 && Value.All(char.IsAsciiLetterOrDigit)
        && UniqueIdPrefixes.Any(prefix => Value.StartsWith(prefix, StringComparison.Ordinal));

    public override string ToString() => Value;

    internal bool IsValid => Type is not "AWS" || Value is "*" || Caller.IsAccountId(Value) || IsUniqueId
        || Value.Split(':', 6) is ["arn", _, "iam" or "sts", "", var account, var name]
            && Caller.IsAccountId(account) && name.Length > 0 && !name.AsSpan().ContainsAny('*', '?');

    internal PrincipalMatch Match(Caller caller) => Type switch
    {
        "AWS" when Value is "*" || Value == caller.Arn => PrincipalMatch.Caller,
        "AWS" when AccountOnly is { } account => account == caller.AccountId ? Whole(caller) : PrincipalMatch.None,
        "AWS" when caller.RoleArn is { } role && Value == role => PrincipalMatch.Role,
        "AWS" when caller.RoleArn is null && caller.RoleName is { } role && RoleName is { } named
            && named == role && Value.Split(':')[4] == caller.AccountId => PrincipalMatch.Role,
        "Service" when Value == caller.ServiceName => PrincipalMatch.Caller,
        "CanonicalUser" when Value == caller.CanonicalUserId => PrincipalMatch.Account,
        _ => PrincipalMatch.None,
    };

    /// <summary>Whether AWS has callers of such a name: users, roles, their sessions and accounts, but no groups and the like.</summary>
    internal bool IsCaller => Value is "*" || AccountOnly is not null || Value.Split(':', 6) switch
    {
        [_, _, "iam", _, _, var name] => name.Split('/') is ["user" or "role", .., _],
        [_, _, "sts", _, _, var name] => name.Split('/') is ["assumed-role", _, _] or ["federated-user", _],
        _ => false,
    };

    /// <summary>The account, where no more than an account is named.</summary>
    internal string? AccountOnly =>
        Caller.IsAccountId(Value) ? Value : Value.EndsWith(":root", StringComparison.Ordinal) ? Value.Split(':')[4] : null;

    /// <summary>The role of a session is named by its last path part alone, because a session's ARN leaves the path out.</summary>
    private string? RoleName => Value.Split(":role/") is [_, var path] ? path[(path.LastIndexOf('/') + 1)..] : null;

    private static PrincipalMatch Whole(Caller caller) => caller.IsRootUser ? PrincipalMatch.Caller : PrincipalMatch.Account;
}
