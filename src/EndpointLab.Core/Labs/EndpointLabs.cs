using EndpointLab.Labs;

namespace EndpointLab;

/// <summary>Builds, finds and removes whole labs.</summary>
public static class EndpointLabs
{
    private const int Rounds = 5;

    /// <summary>Makes of what there is what is planned, and reports an error for each resource that can't be made.</summary>
    /// <returns>The lab as it now is; null where there is nothing of it.</returns>
    internal static async Task<Lab?> BuildAsync(LabOperation lab, LabPlan plan, LabBuildOptions options)
    {
        for (var round = 1; ; round++)
        {
            LabBuild build = new(lab, plan, await LabInventory.ReadAsync(lab, plan.Specification.Name), options);
            var failures = await build.RunAsync();
            if (failures.Count > 0 && round < Rounds && await build.HasLostItsVpcAsync())
            {
                continue;
            }

            foreach (var failure in failures)
            {
                lab.Reporter.Error(failure);
            }

            var there = await LabInventory.ReadAsync(lab, plan.Specification.Name);
            return there.Resources.Any(LabInventory.IsThere) ? Read(lab, there, options.KeyFolder, build.Drift) : null;
        }
    }

    /// <summary>The labs whose names match, in the order of their names.</summary>
    internal static async Task<IReadOnlyList<Lab>> GetAsync(LabOperation lab, Func<string, bool> isWanted, string keyFolder)
    {
        List<Lab> all = [];
        foreach (var there in (await LabInventory.ReadAllAsync(lab)).Where(there => isWanted(there.Name) && there.Resources.Any(LabInventory.IsThere)))
        {
            all.Add(Read(lab, there, keyFolder, await LabComparison.RunAsync(lab, there)));
        }

        return all;
    }

    /// <summary>Proves that a lab is what it is to be.</summary>
    /// <exception cref="LabException">There is no such lab.</exception>
    internal static async Task<IReadOnlyList<LabCheck>> TestAsync(LabOperation lab, string name)
    {
        var there = await RequireAsync(lab, name);
        return await new LabProof(lab, there).RunAsync(new(lab.Session, there, await LabComparison.RunAsync(lab, there)));
    }

    /// <summary>Removes all of a lab, and reports an error for each resource that can't be removed.</summary>
    /// <exception cref="LabException">There is no such lab, or something of it is left.</exception>
    internal static async Task RemoveAsync(LabOperation lab, string name, TimeSpan timeout, string keyFolder)
    {
        var there = await RequireAsync(lab, name);
        LabRemoval removal = new(lab, there, timeout, new(keyFolder));
        foreach (var failure in await removal.RunAsync())
        {
            lab.Reporter.Error(failure);
        }

        var left = await LeftAsync(lab, name);
        if (left.Count > 0)
        {
            throw new LabException(
                ErrorId.LabLeft,
                $"Of the lab {name}, this is left: {string.Join(", ", left.Select(one => one.Id))}.",
                "Remove what the errors before this one name, and run Remove-EndpointLab again.",
                name);
        }

        await RequireKnownBucketAsync(lab, name);
    }

    private static async Task<LabInventory> RequireAsync(LabOperation lab, string name)
    {
        var there = await LabInventory.ReadAsync(lab, name);
        if (there.Resources.Any(LabInventory.IsThere))
        {
            return there;
        }

        await RequireKnownBucketAsync(lab, name);
        throw NoSuch(lab.Session, name);
    }

    /// <exception cref="LabException">There is a bucket of the lab's name, and its policy hides whose it is.</exception>
    private static async Task RequireKnownBucketAsync(LabOperation lab, string name) =>
        await BucketNode.FindAsync(lab, LabPlan.UniqueName(name, lab.Session.AccountId, lab.Session.Region));

    /// <exception cref="LabException">There is no such lab, or it has no VPC.</exception>
    internal static async Task<string> FindVpcAsync(LabOperation lab, string name) =>
        (await Vpcs.GetAsync(lab, LabTags.Query(name))).Select(vpc => vpc.VpcId).FirstOrDefault() ?? throw NoSuch(lab.Session, name);

    internal static LabException NoSuch(LabSession session, string name) => new(
        ErrorId.ResourceNotFound,
        $"There is no lab {name} in account {session.AccountId} in {session.Region}.",
        "Get-EndpointLab lists those that there are.",
        name);

    /// <summary>What is there, at the latest when AWS has heard of all that was removed.</summary>
    private static async Task<IReadOnlyList<LabResource>> LeftAsync(LabOperation lab, string name)
    {
        var started = lab.Session.Time.GetTimestamp();
        for (var pause = lab.Session.FirstPoll; ; pause *= 2)
        {
            var left = (await LabInventory.ReadAsync(lab, name)).Resources.Where(LabInventory.IsThere).ToList();
            if (left.Count == 0 || lab.Session.Time.GetElapsedTime(started) + pause > lab.Session.NotFoundGrace)
            {
                return left;
            }

            await Task.Delay(pause, lab.Session.Time, lab.Token);
        }
    }

    private static Lab Read(LabOperation lab, LabInventory there, string keyFolder, IEnumerable<string> drift) =>
        new(lab.Session, there, drift)
        {
            PrivateKeyPath = there.Resources.OfType<KeyPair>().Select(new LabKeys(keyFolder).Find).FirstOrDefault(),
        };
}
