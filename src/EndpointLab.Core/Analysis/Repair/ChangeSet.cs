using System.Text.Json.Nodes;

namespace EndpointLab.Analysis;

/// <summary>The changes that mend findings, merged: equal ones once, none that undoes another, in an order that works.</summary>
internal static class ChangeSet
{
    /// <summary>
    /// A finding is mended whole or not at all: one whose changes contradict those of a finding before it has to wait for the next
    /// trace, and one whose changes let in more than is needed is left to its reader. So is one about an endpoint that can't be changed
    /// any more.
    /// </summary>
    public static IReadOnlyList<Change> Of(IReadOnlyCollection<TraceFinding> findings)
    {
        var lost = findings.Where(finding => finding is { Cause: Cause.EndpointNotAvailable, Fix.Length: 0 })
            .Select(finding => finding.ResourceId).ToHashSet();
        List<Change> changes = [];
        foreach (var finding in findings)
        {
            if (finding.Fix.All(change => Narrowness.Is(change) && !lost.Contains(change.Target)
                && !changes.Exists(other => Contradict(change, other))))
            {
                changes = [.. changes.Union(finding.Fix)];
            }
        }

        return InOrder(changes);
    }

    public static IReadOnlyList<Change> InOrder(IEnumerable<Change> changes) => [.. changes.OrderBy(Stage)];

    public static NetworkModel ApplyTo(NetworkModel model, IEnumerable<Change> changes) =>
        changes.OfType<NetworkChange>().Aggregate(model, (changed, change) => change.ApplyTo(changed));

    private static bool Contradict(Change one, Change other) => one != other && (one, other) switch
    {
        (PolicyChange { Edit: ReplaceStatement mine } edit, PolicyChange { Edit: ReplaceStatement others } first) =>
            edit.IsOfSamePolicy(first) && JsonNode.DeepEquals(JsonNode.Parse(mine.Replaced), JsonNode.Parse(others.Replaced)),
        (SetEndpointIpAddressType, SetEndpointIpAddressType) or (ExcludeFromBlockPublicAccess, ExcludeFromBlockPublicAccess) =>
            one.Target == other.Target,
        (CreateGatewayEndpoint mine, CreateGatewayEndpoint others) => (mine.VpcId, mine.ServiceName) == (others.VpcId, others.ServiceName),
        (CreateInterfaceEndpoint mine, CreateInterfaceEndpoint others) => mine.ServiceName == others.ServiceName,
        _ => false,
    };

    /// <summary>
    /// What only admits comes before what leads traffic elsewhere, so that at no time is it led to where it is refused; and each after
    /// what it needs: private DNS after the VPC's DNS, an endpoint's route after one to the same list is gone, a role before its policies.
    /// </summary>
    private static int Stage(Change change) => change switch
    {
        EnableDnsSupport or EnableDnsHostnames or GiveReadRole or EnableKey or StartInstance => 0,
        PolicyChange or AuthorizeSecurityGroupRule or AddNetworkAclEntries or AllowDomain or ExcludeFromBlockPublicAccess => 1,
        RemoveRoute { Destination: var destination } when ResourceKind.PrefixList.IsId(destination) => 2,
        CreateGatewayEndpoint or CreateInterfaceEndpoint or SetEndpointIpAddressType or AddGatewayEndpointRouteTable => 3,
        RemoveRoute => 4,
        AddRoute => 5,
        _ => 6,
    };
}
