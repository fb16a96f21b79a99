using EndpointLab.Policy;
using Caller = EndpointLab.Simulator.Wire.Caller;

namespace EndpointLab.Simulator.Iam;

/// <summary>The IAM of all accounts, and who calls by which key.</summary>
internal sealed class IamState(Cloud cloud)
{
    private readonly Dictionary<string, IamAccount> accounts = [];

    /// <summary>The keys that were given out; account numbers are keys as well.</summary>
    public AccessKeys Keys { get; } = new(cloud.Options.Time);

    public IamAccount Of(string accountId)
    {
        if (!accounts.TryGetValue(accountId, out var account))
            accounts[accountId] = account = new(accountId, cloud.Now.Time);
        return account;
    }

    /// <summary>The user or role of an ARN; null if there is none.</summary>
    public Identity? Find(string arn) => arn.Split(':', 6) is [_, _, "iam", "", var account, _] && Caller.IsAccountId(account)
        ? Of(account).Identities.FirstOrDefault(identity => identity.Arn == arn)
        : null;

    /// <summary>The user or role that calls; null for an anonymous caller, and for a user who was deleted.</summary>
    public Identity? IdentityOf(Caller caller) => caller switch
    {
        { Key: { } key } => key.Owner,
        { AccountId: { } account } => Of(account).Users.Find(Caller.Administrator),
        _ => null,
    };

    /// <summary>Every policy attached to the caller.</summary>
    public IEnumerable<PolicyDocument> PoliciesOf(Caller caller) => IdentityOf(caller)?.Documents ?? [];
}
