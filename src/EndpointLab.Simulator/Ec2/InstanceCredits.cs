namespace EndpointLab.Simulator.Ec2;

/// <summary>How burstable instances spend CPU credits: those of t2 within what they have earned, the others without limit.</summary>
internal static class InstanceCredits
{
    public static readonly Dictionary<string, Ec2Action> Actions = new() { ["DescribeInstanceCreditSpecifications"] = Describe };

    private static readonly FilterTable<Instance> Filters = new() { { "instance-id", instance => instance.Id } };

    private static void Describe(Ec2Call call)
    {
        var ids = call.Parameters.List("InstanceId");
        var instances = (ids.Count == 0 ? call.Region.Instances : call.Region.Instances.Select(ids).AsEnumerable())
            .Where(one => one.Type.IsBurstable);
        call.List(instances, Filters, one => one.Id, "instanceCreditSpecificationSet", static (xml, one) =>
        {
            xml.Text("instanceId", one.Id);
            xml.Text("cpuCredits", one.Type.Name.StartsWith("t2.", StringComparison.Ordinal) ? "standard" : "unlimited");
        });
    }
}
