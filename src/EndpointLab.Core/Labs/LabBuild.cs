using System.Collections.Concurrent;
using EndpointLab.Resources;

namespace EndpointLab.Labs;

/// <summary>
/// Makes of what there is what is planned. What the tags tell is there already stays as it is, so a build that was interrupted goes on, and
/// one that is complete changes nothing.
/// </summary>
internal sealed class LabBuild
{
    private const int Attempts = 4;

    private readonly LabInventory there;
    private readonly LabBuildOptions options;
    private readonly bool isOpen;
    private readonly ConcurrentDictionary<string, LabResource> made = [];
    private readonly ConcurrentBag<string> drift = [];
    private readonly Lazy<Task<IReadOnlyList<string>>> zones;
    private readonly LabProgress progress;

    public LabBuild(LabOperation lab, LabDraft draft, LabBuildOptions options)
    {
        (Lab, Plan, there, this.options) = (lab, draft.Plan, draft.There, options);
        Keys = new(options.KeyFolder);
        // A plan that changes takes more than what lacks: what is there has to let it through.
        isOpen = there.State is not LabTags.Complete || IsPlanNew;
        zones = new(() => AvailabilityZones.NamesAsync(lab));
        progress = new(lab.Reporter, $"Building the lab {there.Name}", Plan.Nodes.Length);
    }

    public LabOperation Lab { get; }

    public LabPlan Plan { get; }

    public LabKeys Keys { get; }

    /// <summary>What is other than planned and stays so, each in a sentence.</summary>
    public IReadOnlyCollection<string> Drift => drift;

    /// <summary>The id of a resource that is there by now.</summary>
    public string Id(string role) => made[role].Id;

    /// <summary>Whether an instance may have been launched with the key pair, also by another build since this one looked.</summary>
    public async Task<bool> HasInstancesAsync() =>
        (await Instances.GetAsync(Lab, LabTags.Query(Plan.Specification.Name))).Any(InstanceNode.IsAlive);

    /// <summary>The name of the first, second and so on of the Region's zones.</summary>
    public async Task<string> ZoneAsync(int index) => (await zones.Value)[index];

    /// <summary>What a resource is tagged with in the call that makes it. All of a lab expire with its VPC.</summary>
    public IReadOnlyDictionary<string, string> TagsOf(LabNode node)
    {
        var isVpc = node.Role == VpcNode.Is;
        var tags = LabTags.Of(there.Name, node, isVpc ? options.Expires : made[VpcNode.Is].Tags.GetValueOrDefault(LabTags.Expires));
        foreach (var (key, value) in options.Tags)
        {
            tags.TryAdd(key, value);
        }

        if (isVpc)
        {
            (tags[LabTags.Plan], tags[LabTags.State]) = (Plan.Specification.ToTag(), LabTags.Building);
            tags[LabTags.Created] = LabTags.Write(options.Now);
        }

        return tags;
    }

    /// <returns>What failed.</returns>
    public async Task<IReadOnlyList<LabException>> RunAsync()
    {
        var byRole = Plan.Nodes.ToDictionary(node => node.Role);
        var failures = await LabGraph.RunAsync(Plan.Nodes, node => node.DependsOn.Select(role => byRole[role]), EnsureAsync, Lab.Token);
        if (failures.Count == 0)
        {
            failures = await LabGraph.RunAsync([LabTags.Complete], _ => [], MarkAsync, Lab.Token);
            foreach (var one in LabComparison.Unplanned(Plan, there))
            {
                drift.Add(one);
            }
        }

        progress.End();
        return failures;
    }

    /// <summary>Whether the VPC, in which the build was under way, has gone: another build at the same time chose its own.</summary>
    public async Task<bool> HasLostItsVpcAsync() =>
        made.TryGetValue(VpcNode.Is, out var vpc)
        && (await Vpcs.GetAsync(Lab, ResourceQuery.Where("vpc-id", vpc.Id))).Count == 0;

    /// <summary>Makes a change that may be made already: by a call whose answer was lost, or by another build.</summary>
    public static async Task UnlessDoneAsync(Func<Task> change, Func<Task<bool>> isDone)
    {
        try
        {
            await change();
        }
        catch (LabException error) when (!error.IsNotFound)
        {
            if (!await isDone())
            {
                throw;
            }
        }
    }

    private async Task EnsureAsync(LabNode node)
    {
        progress.Begin(node.Role);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var candidates = attempt == 1 ? there.Of(node.Role) : await ReadBackAsync(node, isPatient: false);
                var isNew = candidates.Count == 0;
                var found = isNew ? await MakeAsync(node) : await SettleAsync(node, candidates);
                made[node.Role] = found;
                // Where it says so already, another build may have said since that it is complete.
                if (node.Role == VpcNode.Is && !isNew && LabInventory.StateOf(found) is not LabTags.Building && LacksAnything())
                {
                    await MarkAsync(LabTags.Building);
                }

                await CompareAsync(node, found, mends: isNew || isOpen);
                made[node.Role] = await node.WaitAsync(this, found);
                progress.Finish(node.Role);
                return;
            }
            catch (LabException error) when (attempt < Attempts && (error.IsNotFound || error.ErrorId == ErrorId.AnswerLost))
            {
                Lab.Reporter.Verbose($"{node.Role}: {error.Message} Looking again.");
                await Task.Delay(Lab.Session.FirstPoll * attempt, Lab.Session.Time, Lab.Token);
            }
        }
    }

    private bool IsPlanNew => there.Vpc?.Tags.GetValueOrDefault(LabTags.Plan) != Plan.Specification.ToTag();

    private bool LacksAnything() => IsPlanNew || Plan.Nodes.Any(node => there.IdOf(node.Role) is null);

    private async Task<LabResource> MakeAsync(LabNode node)
    {
        LabResource? created = null;
        LabException? doubt = null;
        try
        {
            created = await node.CreateAsync(this);
        }
        catch (LabException error) when (error.ErrorId == ErrorId.AnswerLost || node.SaysItIsThere(error))
        {
            doubt = error;
        }

        if (created is not null && !node.MayBeTwo)
        {
            return created;
        }

        List<LabResource> candidates = [.. await ReadBackAsync(node, isPatient: doubt is not null)];
        if (created is not null && !candidates.Exists(one => one.Id == created.Id))
        {
            candidates.Add(created);
        }

        return candidates.Count > 0 ? await SettleAsync(node, candidates) : throw doubt!;
    }

    /// <summary>Looks for the resource by its tags, and if it is patient for as long as AWS may not show it yet.</summary>
    private async Task<IReadOnlyList<LabResource>> ReadBackAsync(LabNode node, bool isPatient)
    {
        var started = Lab.Session.Time.GetTimestamp();
        for (var pause = Lab.Session.FirstPoll; ; pause *= 2)
        {
            var found = await node.ReadAsync(Lab, LabTags.Query(Plan.Specification.Name, node.Role));
            if (found.Count > 0 || !isPatient || Lab.Session.Time.GetElapsedTime(started) + pause > Lab.Session.NotFoundGrace)
            {
                return found;
            }

            await Task.Delay(pause, Lab.Session.Time, Lab.Token);
        }
    }

    /// <summary>
    /// Chooses one of several, and removes the others as far as they are empty. The lowest id is it, unless another one is in use: only
    /// whoever saw his own alone has put something into it, so all builds choose the same.
    /// </summary>
    private async Task<LabResource> SettleAsync(LabNode node, IReadOnlyList<LabResource> candidates)
    {
        var ordered = candidates.OrderBy(one => one.Id, StringComparer.Ordinal).ToList();
        var kept = ordered[0];
        foreach (var other in ordered.Skip(1))
        {
            if (node.MayBeTwo && await IsRemovedAsync(node, other))
            {
                continue;
            }

            if (node.MayBeTwo && await IsRemovedAsync(node, kept))
            {
                kept = other;
            }
            else
            {
                drift.Add(LabComparison.Second(node, kept, other));
            }
        }

        return kept;
    }

    private async Task<bool> IsRemovedAsync(LabNode node, LabResource one)
    {
        try
        {
            await node.RemoveAsync(Lab, one.Id);
            Lab.Reporter.Verbose($"{one.Id} is removed: another build made the {node.Role} as well.");
            return true;
        }
        catch (LabException error) when (error.IsNotFound)
        {
            return true;
        }
        catch (LabException error) when (error.AwsErrorCode is "DependencyViolation")
        {
            return false;
        }
    }

    private async Task CompareAsync(LabNode node, LabResource found, bool mends)
    {
        foreach (var difference in (LabDifference[])[.. await node.CompareAsync(Lab, Id, found), .. await node.InspectAsync(this, found)])
        {
            if (mends && difference.Mend is not null)
            {
                await difference.Mend();
            }
            else
            {
                drift.Add(difference.Text);
            }
        }
    }

    /// <summary>Says on the VPC how far the lab is, where it doesn't say so already.</summary>
    private async Task MarkAsync(string state)
    {
        var vpc = made[VpcNode.Is];
        Dictionary<string, string> marks = new() { [LabTags.State] = state, [LabTags.Plan] = Plan.Specification.ToTag() };
        if (state == LabTags.Complete && !isOpen && !LacksAnything())
        {
            return;
        }

        await Tags.SetAsync(Lab, vpc.Id, marks);
    }
}
