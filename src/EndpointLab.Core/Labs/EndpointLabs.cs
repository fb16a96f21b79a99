using EndpointLab.Labs;

namespace EndpointLab;

/// <summary>Builds, finds and removes whole labs.</summary>
public static class EndpointLabs
{
    private const int Rounds = 5;

    /// <summary>Makes of what there is what is planned, and reports an error for each resource that can't be made.</summary>
    /// <returns>The lab as it now is; null where there is nothing of it.</returns>
    /// <exception cref="LabException">
    /// The lab is to have a bucket, and there is one that hides whether it is that; or another build made a lab that can't be as asked.
    /// </exception>
    internal static async Task<Lab?> BuildAsync(LabOperation lab, LabDraft draft, LabBuildOptions options)
    {
        foreach (var one in options.WithoutEffectOn(draft.There))
        {
            lab.Reporter.Warning(one);
        }

        for (var round = 1; ; round++)
        {
            if (draft.Plan.Specification.WithBucket)
            {
                draft.There.RequireKnownBucket();
            }

            LabBuild build = new(lab, draft, options);
            var failures = await build.RunAsync();
            if (failures.Count > 0 && round < Rounds && await build.HasLostItsVpcAsync())
            {
                draft = await LabDraft.ReadAsync(lab, draft.Wish);
                continue;
            }

            foreach (var failure in failures)
            {
                lab.Reporter.Error(failure);
            }

            var after = await LabInventory.ReadAsync(lab, draft.There.Name);
            return after.IsEmpty ? null : Read(lab, after, options.KeyFolder, build.Drift);
        }
    }

    /// <summary>The labs whose names match, in the order of their names; and a warning of each bucket that may be a lab's.</summary>
    internal static async Task<IReadOnlyList<Lab>> GetAsync(LabOperation lab, Func<string, bool> isWanted, string keyFolder)
    {
        List<Lab> all = [];
        foreach (var there in (await LabInventory.ReadAllAsync(lab)).Where(there => isWanted(there.Name)))
        {
            if (there.HiddenBucket is { } bucket)
            {
                lab.Reporter.Warning(BucketNode.Hidden(bucket).Message);
            }

            if (!there.IsEmpty)
            {
                all.Add(Read(lab, there, keyFolder, await LabComparison.RunAsync(lab, there)));
            }
        }

        return all;
    }

    /// <summary>Proves that a lab is what it is to be.</summary>
    /// <param name="keyFolder">The folder with the private key, by which requests are sent from the instances of a lab on AWS.</param>
    /// <exception cref="LabException">There is no such lab.</exception>
    internal static async Task<IReadOnlyList<LabCheck>> TestAsync(LabOperation lab, string name, string keyFolder)
    {
        var there = await RequireAsync(lab, name);
        LabProof proof = new(lab, there, await LabEntry.FindAsync(lab, there, new(keyFolder)));
        return await proof.RunAsync(new(lab.Session, there, await LabComparison.RunAsync(lab, there)));
    }

    /// <summary>Removes all of a lab, and reports an error for each resource that can't be removed.</summary>
    /// <exception cref="LabException">There is no such lab, or something of it is left.</exception>
    internal static async Task RemoveAsync(LabOperation lab, string name, TimeSpan timeout, string keyFolder)
    {
        var there = await RequireAsync(lab, name);
        LabKeys keys = new(keyFolder);
        LabRemoval removal = new(lab, there, timeout, keys);
        foreach (var failure in await removal.RunAsync())
        {
            lab.Reporter.Error(failure);
        }

        var left = await LeftAsync(lab, name);
        if (!left.IsEmpty)
        {
            throw new LabException(
                ErrorId.LabLeft,
                $"Of the lab {name}, this is left: {string.Join(", ", left.Resources.Where(LabInventory.IsThere).Select(one => one.Id))}.",
                "Remove what the errors before this one name; where only time ran out, run it again with a longer -Timeout.",
                name);
        }

        keys.RemoveUnfinished(LabPlan.UniqueName(name, lab.Session.AccountId, lab.Session.Region));
        left.RequireKnownBucket();
    }

    private static async Task<LabInventory> RequireAsync(LabOperation lab, string name)
    {
        var there = await LabInventory.ReadAsync(lab, name);
        if (there.IsEmpty)
        {
            there.RequireKnownBucket();
            throw NoSuch(lab.Session, name);
        }

        return there;
    }

    /// <exception cref="LabException">There is no such lab, or it has no VPC.</exception>
    internal static async Task<string> FindVpcAsync(LabOperation lab, string name) =>
        (await Vpcs.GetAsync(lab, LabTags.Query(name))).FirstOrDefault(vpc => LabInventory.LabOf(vpc) == name)?.VpcId
            ?? throw NoSuch(lab.Session, name);

    internal static LabException NoSuch(LabSession session, string name) => new(
        ErrorId.ResourceNotFound,
        $"There is no lab {name} in account {session.AccountId} in {session.Region}.",
        "Get-EndpointLab lists those that there are.",
        name);

    /// <summary>What is there, at the latest when AWS has heard of all that was removed.</summary>
    private static async Task<LabInventory> LeftAsync(LabOperation lab, string name)
    {
        var started = lab.Session.Time.GetTimestamp();
        for (var pause = lab.Session.FirstPoll; ; pause *= 2)
        {
            var left = await LabInventory.ReadAsync(lab, name);
            if (left.IsEmpty || lab.Session.Time.GetElapsedTime(started) + pause > lab.Session.NotFoundGrace)
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
