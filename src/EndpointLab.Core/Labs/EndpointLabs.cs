using EndpointLab.Labs;

namespace EndpointLab;

/// <summary>Builds, finds and removes whole labs.</summary>
public static class EndpointLabs
{
    private const int Rounds = 5;

    /// <summary>Makes of what there is what is planned, and reports an error for each resource that can't be made.</summary>
    /// <returns>The lab as it now is; null where there is nothing of it.</returns>
    /// <exception cref="LabException">
    /// The Region doesn't offer what is planned; or the lab is to have a bucket, and there is one that hides whether it is that.
    /// </exception>
    internal static async Task<Lab?> BuildAsync(LabOperation lab, LabPlan plan, LabBuildOptions options)
    {
        for (var round = 1; ; round++)
        {
            var before = await LabOffer.ReadAsync(lab, plan.Specification);
            if (plan.Specification.WithBucket)
            {
                before.RequireKnownBucket();
            }

            LabBuild build = new(lab, plan, before, options);
            var failures = await build.RunAsync();
            if (failures.Count > 0 && round < Rounds && await build.HasLostItsVpcAsync())
            {
                continue;
            }

            foreach (var failure in failures)
            {
                lab.Reporter.Error(failure);
            }

            var after = await LabInventory.ReadAsync(lab, plan.Specification.Name);
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
        LabRemoval removal = new(lab, there, timeout, new(keyFolder));
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
                "Remove what the errors before this one name, and run Remove-EndpointLab again.",
                name);
        }

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
