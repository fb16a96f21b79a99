namespace EndpointLab.Simulator.Ec2;

/// <summary>The prefix lists that customers make ("Work with customer-managed prefix lists" in the VPC User Guide).</summary>
internal static class ManagedPrefixLists
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["CreateManagedPrefixList"] = Create,
        ["ModifyManagedPrefixList"] = Modify,
        ["RestoreManagedPrefixListVersion"] = Restore,
        ["DeleteManagedPrefixList"] = Delete,
    };

    /// <summary>The customer's own list that a call is about.</summary>
    /// <exception cref="ServiceException">OperationNotPermitted: it is one of AWS's.</exception>
    public static PrefixList Own(Ec2Call call)
    {
        var list = call.Region.PrefixLists[call.Parameters.Required("PrefixListId")];
        return list.IsAws ? throw Ec2Errors.OperationNotPermitted($"The prefix list '{list.Id}' is managed by AWS.") : list;
    }

    private static void Create(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var name = ManagedPrefixListRules.Name(parameters.Required("PrefixListName"));
        var most = ManagedPrefixListRules.MaxEntries(
            parameters.Integer("MaxEntries") ?? throw Ec2Errors.MissingParameter("maxEntries"));
        var isIpv6 = parameters.Required("AddressFamily") is var family && family is "IPv4" or "IPv6"
            ? family is "IPv6"
            : throw Ec2Errors.InvalidParameterValue("addressFamily", family, "Expecting IPv4 or IPv6.");
        var entries = ManagedPrefixListRules.Added(parameters, "Entry", isIpv6);
        ManagedPrefixListRules.CheckRoom(entries, most);
        var tags = call.NewTags(PrefixList.Kind);
        call.Proceed();
        var list = region.PrefixLists.Add(new(ResourceId.New("pl"))
        {
            Name = name,
            IsIpv6 = isIpv6,
            MaxEntries = most,
            State = region.Begin(PrefixListState.CreateInProgress).Then(Delay.PrefixListChange, PrefixListState.CreateComplete),
            Tags = tags,
        });
        list.Add(entries);
        call.Answer.Element("prefixList", list, PrefixLists.Write);
    }

    private static void Modify(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var list = Changeable(call);
        var name = parameters["PrefixListName"] is { } asked ? ManagedPrefixListRules.Name(asked) : list.Name;
        var entries = ManagedPrefixListRules.Changed(parameters, list);
        var most = list.MaxEntries!.Value;
        if (parameters.Integer("MaxEntries") is { } size)
        {
            most = ManagedPrefixListRules.MaxEntries(size);
            if (entries is not null)
            {
                throw Ec2Errors.InvalidPrefixListModification(
                    "The entries and the size of a prefix list can't change at the same time.");
            }
        }
        if (entries is not null)
            CheckVersion(call, list);
        ManagedPrefixListRules.CheckRoom(entries ?? list.EntriesOf(list.Version)!, most);
        var unable = most > list.MaxEntries ? ManagedPrefixListRules.GroupsWithoutRoom(region, list, most) : [];
        call.Proceed();
        list.StateMessage = unable.Count == 0 ? null
            : "The following resources do not support the new maximum size: "
                + string.Join(", ", unable.Take(10).Select(group => group.Id));
        list.State = region.Begin(PrefixListState.ModifyInProgress).Then(
            Delay.PrefixListChange, unable.Count == 0 ? PrefixListState.ModifyComplete : PrefixListState.ModifyFailed);
        list.Name = name;
        if (unable.Count == 0)
            list.MaxEntries = most;
        if (entries is not null)
            list.Add(entries);
        call.Answer.Element("prefixList", list, PrefixLists.Write);
    }

    private static void Restore(Ec2Call call)
    {
        var list = Changeable(call);
        var version = call.Parameters.Integer("PreviousVersion") ?? throw Ec2Errors.MissingParameter("previousVersion");
        CheckVersion(call, list);
        var entries = list.EntriesOf(version) ?? throw Ec2Errors.InvalidPrefixListVersion(list, version);
        ManagedPrefixListRules.CheckRoom(entries, list.MaxEntries!.Value);
        call.Proceed();
        list.State = call.Region.Begin(PrefixListState.RestoreInProgress)
            .Then(Delay.PrefixListChange, PrefixListState.RestoreComplete);
        list.Add(entries);
        call.Answer.Element("prefixList", list, PrefixLists.Write);
    }

    private static void Delete(Ec2Call call)
    {
        var region = call.Region;
        var list = Changeable(call);
        if (region.UsersOf(list).Any())
            throw Ec2Errors.DependencyViolation("prefixList", list.Id);
        call.Proceed();
        list.State = region.Begin(PrefixListState.DeleteInProgress);
        region.After(Delay.PrefixListChange, () => region.PrefixLists.Remove(list));
        call.Answer.Element("prefixList", list, PrefixLists.Write);
    }

    /// <summary>The customer's own list that a call is to change.</summary>
    /// <exception cref="ServiceException">IncorrectState: an earlier change isn't done.</exception>
    private static PrefixList Changeable(Ec2Call call)
    {
        var list = Own(call);
        var state = list.State.At(call.Region.Now);
        return state.EndsWith("-in-progress", StringComparison.Ordinal) ? throw Ec2Errors.IncorrectState(list, state) : list;
    }

    private static void CheckVersion(Ec2Call call, PrefixList list)
    {
        if ((call.Parameters.Integer("CurrentVersion") ?? throw Ec2Errors.MissingParameter("currentVersion")) != list.Version)
            throw Ec2Errors.PrefixListVersionMismatch();
    }
}
