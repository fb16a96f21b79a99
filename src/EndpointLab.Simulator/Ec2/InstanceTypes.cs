namespace EndpointLab.Simulator.Ec2;

internal static class InstanceTypes
{
    public static readonly Dictionary<string, Ec2Action> Actions = new() { ["DescribeInstanceTypes"] = Describe };

    private static readonly FilterTable<InstanceType> Filters = new()
    {
        { "burstable-performance-supported", type => type.IsBurstable },
        { "current-generation", _ => "true" },
        { "free-tier-eligible", type => type.IsFreeTierEligible },
        { "instance-type", type => type.Name },
        { "memory-info.size-in-mib", type => type.Memory.ToString() },
        { "processor-info.supported-architecture", type => type.Architecture },
        { "vcpu-info.default-vcpus", type => type.VirtualCpus.ToString() },
    };

    private static void Describe(Ec2Call call)
    {
        var names = call.Parameters.List("InstanceType");
        var unknown = names.Where(name => !InstanceType.All.ContainsKey(name)).ToList();
        if (unknown.Count > 0)
            throw Ec2Errors.InvalidInstanceType(unknown);
        var types = names.Count == 0 ? InstanceType.All.Values : names.Select(name => InstanceType.All[name]);
        call.List(types, Filters, type => type.Name, "instanceTypeSet", Write);
    }

    private static void Write(Ec2Answer xml, InstanceType type)
    {
        xml.Text("instanceType", type.Name);
        xml.Flag("currentGeneration", true);
        xml.Flag("freeTierEligible", type.IsFreeTierEligible);
        xml.TextList("supportedUsageClasses", ["on-demand", "spot"]);
        xml.TextList("supportedRootDeviceTypes", ["ebs"]);
        xml.TextList("supportedVirtualizationTypes", ["hvm"]);
        xml.Flag("bareMetal", false);
        xml.Text("hypervisor", type.Name.StartsWith("t2", StringComparison.Ordinal) ? "xen" : "nitro");
        xml.Element("processorInfo", type, static (xml, type) => xml.TextList("supportedArchitectures", [type.Architecture]));
        xml.Element("vCpuInfo", type, static (xml, type) =>
        {
            xml.Number("defaultVCpus", type.VirtualCpus);
            xml.Number("defaultCores", type.Cores);
            xml.Number("defaultThreadsPerCore", type.ThreadsPerCore);
        });
        xml.Element("memoryInfo", type, static (xml, type) => xml.Number("sizeInMiB", type.Memory));
        xml.Flag("instanceStorageSupported", false);
        xml.Flag("burstablePerformanceSupported", type.IsBurstable);
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidInstanceType(IEnumerable<string> names) => new(
        "InvalidInstanceType", $"The following supplied instance types do not exist: [{string.Join(", ", names)}]");
}
