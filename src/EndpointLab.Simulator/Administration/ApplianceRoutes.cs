using EndpointLab.Simulator.DataPlane;
using EndpointLab.Simulator.Ec2;

namespace EndpointLab.Simulator.Administration;

/// <summary><c>/_lab/appliances</c>: what stands behind Gateway Load Balancers. GET shows all, PUT registers those of one.</summary>
internal sealed class ApplianceRoutes(Appliances appliances)
{
    private const string Form =
        "The body is {\"loadBalancer\": the ARN of a Gateway Load Balancer, "
        + "\"appliances\": [{\"name\": a name, \"allows\": true or false}, …]}.";

    public IEnumerable<LabRoute> Routes =>
    [
        LabRoute.Show("appliances", () => new { LoadBalancers = appliances.All }),
        LabRoute.Change<Change>("PUT", "appliances", Form, Register),
    ];

    private object Register(Change change)
    {
        if (change is not { LoadBalancer: { } arn, Appliances: { } asked })
            throw new LabRefusal(Form);
        if (asked.Any(one => one is not { Name.Length: > 0, Allows: not null }))
            throw new LabRefusal(Form);
        if (!EndpointServiceRules.IsGatewayLoadBalancer(arn))
            throw new LabRefusal($"'{arn}' is not the ARN of a Gateway Load Balancer.");
        if (asked.DistinctBy(one => one!.Name).Count() < asked.Count)
            throw new LabRefusal("Two appliances have the same name.");
        appliances.Register(arn, [.. asked.Select(one => new Appliance(one!.Name!, one.Allows!.Value))]);
        return new { LoadBalancer = arn, Appliances = appliances.All[arn] };
    }

    private sealed record Change(string? LoadBalancer, IReadOnlyList<Asked?>? Appliances);

    private sealed record Asked(string? Name, bool? Allows);
}
