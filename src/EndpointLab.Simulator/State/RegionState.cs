namespace EndpointLab.Simulator.State;

/// <summary>What one account has in one Region. Each kind of resource adds its table beside its record, in a part of this class.</summary>
internal sealed partial class RegionState(Cloud cloud, string accountId, Region region)
{
    private readonly List<IResourceTable> tables = [];

    public string AccountId => accountId;

    public Region Region => region;

    public Moment Now => cloud.Now;

    /// <summary>What every account has in every Region.</summary>
    public IReadOnlyCollection<RegionState> Everywhere => cloud.Regions;

    /// <summary>The answers given to calls with a client token, by action and token.</summary>
    public Dictionary<(string Action, string Token), TokenUse> ClientTokens { get; } = [];

    public IReadOnlyList<IResourceTable> Tables => tables;

    /// <summary>Any resource by its id; null if there is none.</summary>
    public Resource? Find(string id) => tables.Select(table => table.Find(id)).FirstOrDefault(found => found is not null);

    /// <summary>Does something as if these resources didn't exist.</summary>
    public T Without<T>(IEnumerable<Resource> resources, Func<T> run)
    {
        var hidden = resources.SelectMany(_ => tables, (resource, table) => (table, resource))
            .Where(one => one.table.Hide(one.resource))
            .ToList();
        try
        {
            return run();
        }
        finally
        {
            hidden.ForEach(one => one.table.Show(one.resource));
        }
    }

    public string Arn(string type, string id) => $"arn:aws:ec2:{region.Name}:{accountId}:{type}/{id}";

    /// <summary>A state that stays until the next change, or the first of several: see <see cref="Timeline.Then"/>.</summary>
    public Timeline Begin(string state) => new(cloud.Schedule, Now, state);

    /// <summary>When something is over that begins now.</summary>
    public DateTimeOffset Until(Delay delay) => Now.Time + cloud.Schedule.Pace(delay);

    /// <summary>Has an effect happen after the delay, and not before the next call.</summary>
    public void After(Delay delay, Action effect) => After([delay], effect);

    /// <summary>Has an effect happen after all the delays, one after the other, and not before the next call.</summary>
    public void After(ReadOnlySpan<Delay> delays, Action effect) => cloud.Schedule.After(delays, Now, effect);

    /// <summary>One of Amazon's public addresses, that nobody has had before.</summary>
    public Address TakePublicAddress() => cloud.Pools.PublicAddresses.Take().First;

    /// <summary>One of Amazon's IPv6 blocks for VPCs of the Region, that no VPC has had before.</summary>
    public Cidr TakeIpv6Block() => cloud.Pools.Ipv6BlocksOf(region.Name).Take();

    /// <summary>Keeps the answer to a call with a client token, as long as the token is known.</summary>
    public void Remember((string Action, string Token) call, TokenUse use)
    {
        ClientTokens[call] = use;
        After(Delay.ClientTokenLifetime, () => ClientTokens.Remove(call));
    }

    private ResourceTable<T> NewTable<T>(Func<T, Resource>? owner = null)
        where T : Resource, IResource
    {
        ResourceTable<T> table = new(this, owner);
        tables.Add(table);
        return table;
    }
}

/// <summary>A use of a client token.</summary>
/// <param name="Fingerprint">That of the call's parameters, by which a repetition is told from another call.</param>
/// <param name="Answer">The body of the answer it was given.</param>
internal sealed record TokenUse(string Fingerprint, byte[] Answer);
