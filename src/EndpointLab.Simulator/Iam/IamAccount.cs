namespace EndpointLab.Simulator.Iam;

/// <summary>What IAM keeps for one account. It starts with the administrator as whom the account's own key calls.</summary>
internal sealed class IamAccount
{
    public IamAccount(string accountId, DateTimeOffset created)
    {
        Users.Add(new(accountId, Caller.Administrator, "/")
        {
            Id = Caller.AdministratorId,
            CreateDate = created,
            Tags = new(Identity.TagKeys),
            Attached = { AwsManagedPolicies.Administrator },
        });
        AccountId = accountId;
    }

    public string AccountId { get; }

    public IamTable<User> Users { get; } = new();

    public IamTable<Role> Roles { get; } = new();

    public IamTable<ManagedPolicy> Policies { get; } = new();

    public IamTable<InstanceProfile> InstanceProfiles { get; } = new();

    public IEnumerable<Identity> Identities => [.. Users, .. Roles];

    /// <summary>A managed policy of the account's or of AWS's own; null if there is none.</summary>
    public ManagedPolicy? FindPolicy(string arn) =>
        Policies.FirstOrDefault(policy => policy.Arn == arn) ?? AwsManagedPolicies.All.FirstOrDefault(policy => policy.Arn == arn);
}
