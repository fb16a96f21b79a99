using EndpointLab.Labs;

namespace EndpointLab;

/// <summary>A whole lab, as it is: what was tagged with its name.</summary>
public sealed record Lab
{
    /// <summary>The session that it was read through. Never a property, so that an object can be serialized.</summary>
    internal readonly LabSession Session;

    internal Lab(LabSession session, LabInventory there, IEnumerable<string> drift)
    {
        Session = session;
        var parts = there.Resources.Where(LabInventory.IsThere).ToList();
        Name = there.Name;
        VpcId = there.Vpc?.VpcId;
        CidrBlock = there.Vpc?.CidrBlock;
        var plan = there.PlanIn(session);
        Plan = plan?.Specification.ToTag();
        Resources = [.. parts.Select(LabPart.Of)];
        Missing = [.. (plan?.Nodes ?? []).Select(node => node.Role).Where(role => there.IdOf(role) is null)];
        Drift = [.. drift.Order(StringComparer.Ordinal)];
        State = there.State switch
        {
            LabTags.Complete when plan is not null && Missing.Length == 0 => Drift.Length == 0 ? LabState.Complete : LabState.Drifted,
            LabTags.Building => LabState.Building,
            LabTags.Removing => LabState.Removing,
            _ => LabState.Partial,
        };
        var tags = there.Vpc?.Tags ?? parts.FirstOrDefault()?.Tags;
        Created = tags is null ? null : LabTags.ReadTime(tags, LabTags.Created);
        Expires = tags is null ? null : LabTags.ReadTime(tags, LabTags.Expires);
        Now = session.Time.GetUtcNow().UtcDateTime;
        HourlyCost = Prices.PerHour(parts.SelectMany(LabCost.Of));
        BucketName = parts.OfType<Bucket>().FirstOrDefault()?.BucketName;
        PublicInstanceId = there.IdOf(InstanceNode.Public);
        PrivateInstanceId = there.IdOf(InstanceNode.Private);
    }

    public string Name { get; }

    public LabState State { get; }

    public string? VpcId { get; }

    public string? CidrBlock { get; }

    public string? PublicInstanceId { get; }

    public string? PrivateInstanceId { get; }

    public string? BucketName { get; }

    /// <summary>The file with the private key to the instances; null where it isn't known.</summary>
    public string? PrivateKeyPath { get; internal init; }

    /// <summary>What it is to have, in short; null where nothing tells.</summary>
    public string? Plan { get; }

    public LabPart[] Resources { get; }

    /// <summary>The roles of what it is to have and hasn't.</summary>
    public string[] Missing { get; }

    /// <summary>What is other than planned, each in a sentence.</summary>
    public string[] Drift { get; }

    /// <summary>In UTC; null where nothing tells.</summary>
    public DateTime? Created { get; }

    /// <summary>In UTC; null where it never does.</summary>
    public DateTime? Expires { get; }

    public TimeSpan? Age => Now - Created;

    public bool IsExpired => Expires <= Now;

    /// <summary>An estimate in US dollars.</summary>
    public decimal HourlyCost { get; }

    /// <summary>What the estimate is made of.</summary>
    public string CostBasis { get; } = Prices.Basis;

    public string AccountId => Session.AccountId;

    public string Region => Session.Region;

    public string SessionId => Session.SessionId;

    private DateTime Now { get; }
}
