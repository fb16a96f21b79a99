using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Resolver;

/// <summary>The VPCs whose questions a rule group decides.</summary>
internal static class RuleGroupAssociations
{
    public static readonly Dictionary<string, Func<JsonCall, JsonObject?>> Actions = new()
    {
        ["AssociateFirewallRuleGroup"] = Associate,
        ["DisassociateFirewallRuleGroup"] = Disassociate,
        ["GetFirewallRuleGroupAssociation"] = call => Answer(Find(call)),
        ["ListFirewallRuleGroupAssociations"] = List,
        ["UpdateFirewallRuleGroupAssociation"] = Update,
    };

    private const int LeastPriority = 101, GreatestPriority = 9899;

    private static JsonObject Associate(JsonCall call)
    {
        var (parameters, region) = (call.Parameters, call.Region);
        var group = call.Group();
        var vpc = parameters.Required("VpcId");
        if (!region.Vpcs.TryGet(vpc, out _))
            throw ResolverErrors.ResourceNotFound(vpc);
        if (region.FirewallRuleGroupAssociations.Exists(one => one.Group == group && one.VpcId == vpc))
            throw ResolverErrors.Conflict($"The rule group {group.Id} is already associated with {vpc}.");
        FirewallRuleGroupAssociation association = new(region)
        {
            Name = parameters.Required("Name"),
            CreatorRequestId = parameters.Required("CreatorRequestId"),
            Group = group,
            VpcId = vpc,
            Priority = Priority(call, vpc, parameters.RequiredNumber("Priority"), null),
            MutationProtection = parameters.OneOf("MutationProtection", "ENABLED", "DISABLED") ?? "DISABLED",
            Tags = call.Tags(),
        };
        region.FirewallRuleGroupAssociations.Add(association);
        return Answer(association);
    }

    private static JsonObject Update(JsonCall call)
    {
        var association = Find(call);
        if (call.Parameters.Number("Priority") is { } priority)
            association.Priority = Priority(call, association.VpcId, priority, association);
        if (call.Parameters.OneOf("MutationProtection", "ENABLED", "DISABLED") is { } protection)
            association.MutationProtection = protection;
        association.Name = call.Parameters["Name"] ?? association.Name;
        association.Modified = call.Region.Now.Time;
        return Answer(association);
    }

    private static JsonObject Disassociate(JsonCall call)
    {
        var association = Find(call);
        if (association.MutationProtection is "ENABLED")
            throw ResolverErrors.Validation($"{association.Id} can't be taken away while its mutation protection is on.");
        call.Region.FirewallRuleGroupAssociations.Remove(association);
        return Answer(association, "DELETING");
    }

    private static JsonObject List(JsonCall call)
    {
        var parameters = call.Parameters;
        var matching = call.Region.FirewallRuleGroupAssociations
            .Where(one => parameters["FirewallRuleGroupId"] is not { } group || one.Group.Id == group)
            .Where(one => parameters["VpcId"] is not { } vpc || one.VpcId == vpc)
            .Where(one => parameters.Number("Priority") is not { } priority || one.Priority == priority)
            .Where(_ => parameters["Status"] is null or "COMPLETE");
        return call.Page("FirewallRuleGroupAssociations", matching, one => Write(one));
    }

    private static FirewallRuleGroupAssociation Find(JsonCall call) =>
        call.Find(call.Region.FirewallRuleGroupAssociations, "FirewallRuleGroupAssociationId");

    private static int Priority(JsonCall call, string vpc, int priority, FirewallRuleGroupAssociation? itself) =>
        priority is < LeastPriority or > GreatestPriority
            ? throw ResolverErrors.Validation($"The priority of an association is to be {LeastPriority} to {GreatestPriority}.")
        : call.Region.FirewallRuleGroupAssociations.Find(one => one != itself && one.VpcId == vpc && one.Priority == priority) is { } other
            ? throw ResolverErrors.Conflict($"{other.Id} of {vpc} already has the priority {priority}.")
        : priority;

    private static JsonObject Answer(FirewallRuleGroupAssociation association, string status = "COMPLETE") =>
        new() { ["FirewallRuleGroupAssociation"] = Write(association, status) };

    private static JsonObject Write(FirewallRuleGroupAssociation association, string status = "COMPLETE")
    {
        var written = FirewallParts.Write(association, status);
        written["FirewallRuleGroupId"] = association.Group.Id;
        written["VpcId"] = association.VpcId;
        written["Priority"] = association.Priority;
        written["MutationProtection"] = association.MutationProtection;
        return written;
    }
}
