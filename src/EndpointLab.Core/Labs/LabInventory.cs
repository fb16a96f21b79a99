namespace EndpointLab.Labs;

/// <summary>All that there is of one lab, as its tags tell.</summary>
internal sealed record LabInventory
{
    private LabInventory(string name, IEnumerable<LabResource> found)
    {
        Name = name;
        // EC2 takes * and ? in a name for any characters, and nobody means so several labs at once.
        Resources = [.. found.Where(one => LabOf(one) == name)];
        HiddenBucket = found.FirstOrDefault(IsHidden)?.Id;
    }

    public string Name { get; }

    public IReadOnlyList<LabResource> Resources { get; }

    /// <summary>The bucket that has the lab's name and hides whose it is; null where there is none.</summary>
    public string? HiddenBucket { get; }

    public bool IsEmpty => !Resources.Any(IsThere);

    /// <summary>Its VPC; null where there is none.</summary>
    public Vpc? Vpc => Of(VpcNode.Is).Concat(Resources).OfType<Vpc>().FirstOrDefault();

    /// <summary>What the lab is to have; null where its VPC doesn't tell.</summary>
    public LabSpecification? Specification => LabSpecification.FromTag(Name, Vpc?.Tags.GetValueOrDefault(LabTags.Plan));

    /// <summary>What the lab is to have, as a graph; null where its VPC doesn't tell.</summary>
    public LabPlan? PlanIn(LabSession session) =>
        Specification is { } specification ? LabPlan.Of(specification, session.AccountId, session.Region) : null;

    /// <summary>How far it is; null where its VPC doesn't tell.</summary>
    public string? State => Vpc is { } vpc ? StateOf(vpc) : null;

    /// <summary>
    /// Who has a role, and first who counts: the one with the lowest id, but of VPCs one that is complete, since another build may just be
    /// about to find that it isn't alone.
    /// </summary>
    public IReadOnlyList<LabResource> Of(string role) =>
    [
        .. Resources.Where(one => IsThere(one) && RoleOf(one) == role)
            .OrderBy(one => StateOf(one) is not LabTags.Complete).ThenBy(one => one.Id, StringComparer.Ordinal),
    ];

    /// <summary>The id of who has a role; null where nobody has.</summary>
    public string? IdOf(string role) => Of(role) is [var first, ..] ? first.Id : null;

    /// <summary>The name of the lab that it is tagged with.</summary>
    public static string? LabOf(LabResource one) => one.Tags.GetValueOrDefault(LabTags.Lab);

    public static string? RoleOf(LabResource one) => one.Tags.GetValueOrDefault(LabTags.Role);

    /// <summary>One of the states of <see cref="LabTags"/>; null on all but VPCs.</summary>
    public static string? StateOf(LabResource one) => one.Tags.GetValueOrDefault(LabTags.State);

    /// <summary>AWS shows some things for a while after they are gone, and some as long as they are going.</summary>
    public static bool IsThere(LabResource one) => one switch
    {
        VpcEndpoint endpoint => !endpoint.IsGone,
        Instance instance => InstanceNode.IsAlive(instance),
        NatGateway gateway => gateway.State is not ("deleting" or "deleted"),
        ServiceConfiguration service => service.ServiceState is not (EndpointStates.Deleting or EndpointStates.Deleted),
        _ => true,
    };

    /// <summary>One lab, with nothing in it where there is none of that name.</summary>
    public static async Task<LabInventory> ReadAsync(LabOperation lab, string name) => new(name, await ReadResourcesAsync(lab, name));

    /// <exception cref="LabException">Nobody can tell whether the bucket is the lab's.</exception>
    public void RequireKnownBucket()
    {
        if (HiddenBucket is { } bucket)
        {
            throw BucketNode.Hidden(bucket);
        }
    }

    /// <summary>All labs, by name.</summary>
    public static async Task<IReadOnlyList<LabInventory>> ReadAllAsync(LabOperation lab)
    {
        var all = await ReadResourcesAsync(lab, name: null);
        return [.. all.GroupBy(NameOf).OrderBy(group => group.Key).Select(group => new LabInventory(group.Key, group))];

        string NameOf(LabResource one) => LabOf(one) ?? LabPlan.NameIn(one.Id, lab.Session.AccountId, lab.Session.Region)!;
    }

    private static async Task<IReadOnlyList<LabResource>> ReadResourcesAsync(LabOperation lab, string? name)
    {
        var query = LabTags.Query(name);
        var found = await Task.WhenAll(
            ListAsync(Vpcs.GetAsync(lab, query)),
            ListAsync(Subnets.GetAsync(lab, query)),
            ListAsync(InternetGateways.GetAsync(lab, query)),
            ListAsync(RouteTables.GetAsync(lab, query)),
            ListAsync(SecurityGroups.GetAsync(lab, query)),
            ListAsync(VpcEndpoints.GetAsync(lab, query)),
            ListAsync(NatGateways.GetAsync(lab, query)),
            ListAsync(ElasticAddresses.GetAsync(lab, query)),
            ListAsync(ServiceConfigurations.GetAsync(lab, query)),
            ListAsync(Instances.GetAsync(lab, query)),
            ListAsync(KeyPairs.GetAsync(lab, query)),
            ListAsync(BucketsAsync(lab, name)));
        return [.. found.SelectMany(resources => resources)];
    }

    private static bool IsHidden(LabResource one) => one is Bucket { AreTagsRead: false };

    private static async Task<IEnumerable<LabResource>> ListAsync<T>(Task<IReadOnlyList<T>> list) where T : LabResource => await list;

    /// <summary>S3 doesn't search by tags, but a lab's bucket has a name that follows from the lab's.</summary>
    private static async Task<IReadOnlyList<Bucket>> BucketsAsync(LabOperation lab, string? name)
    {
        var (account, region) = (lab.Session.AccountId, lab.Session.Region);
        var buckets = name is null
            ? await Buckets.ListAsync(lab, "", bucket => LabPlan.NameIn(bucket, account, region) is not null)
            : await Buckets.ListAsync(lab, LabPlan.UniqueName(name, account, region), _ => true);
        return [.. buckets.Where(bucket => (IsHidden(bucket) ? LabPlan.NameIn(bucket.BucketName, account, region)
            : LabOf(bucket)) is { } its && (name ?? its) == its)];
    }
}
