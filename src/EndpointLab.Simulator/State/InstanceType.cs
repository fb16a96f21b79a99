namespace EndpointLab.Simulator.State;

/// <summary>A kind of machine: its processors, and its memory in MiB.</summary>
internal sealed record InstanceType(string Name, string Architecture, int Cores, int ThreadsPerCore, int Memory)
{
    public const string X86 = "x86_64";
    public const string Arm = "arm64";

    /// <summary>The types offered: the general-purpose and burstable ones that small labs use.</summary>
    public static IReadOnlyDictionary<string, InstanceType> All { get; } = new InstanceType[]
    {
        new("t2.micro", X86, 1, 1, 1024),
        new("t2.small", X86, 1, 1, 2048),
        new("t2.medium", X86, 2, 1, 4096),
        new("t3.nano", X86, 1, 2, 512),
        new("t3.micro", X86, 1, 2, 1024),
        new("t3.small", X86, 1, 2, 2048),
        new("t3.medium", X86, 1, 2, 4096),
        new("t3.large", X86, 1, 2, 8192),
        new("t3a.micro", X86, 1, 2, 1024),
        new("t3a.small", X86, 1, 2, 2048),
        new("t4g.nano", Arm, 2, 1, 512),
        new("t4g.micro", Arm, 2, 1, 1024),
        new("t4g.small", Arm, 2, 1, 2048),
        new("t4g.medium", Arm, 2, 1, 4096),
        new("m5.large", X86, 1, 2, 8192),
        new("m6i.large", X86, 1, 2, 8192),
        new("m7g.medium", Arm, 1, 1, 4096),
        new("m7g.large", Arm, 2, 1, 8192),
        new("c6i.large", X86, 1, 2, 4096),
        new("c7g.large", Arm, 2, 1, 4096),
    }.ToDictionary(type => type.Name);

    public int VirtualCpus => Cores * ThreadsPerCore;

    /// <summary>"Instances built on the AWS Nitro System": all but the older ones.</summary>
    public bool IsNitro => !Name.StartsWith("t2.", StringComparison.Ordinal);

    public bool IsBurstable => Name[0] == 't';

    public bool IsFreeTierEligible => Name is "t2.micro" or "t3.micro" or "t3.small" or "t4g.micro" or "t4g.small";
}
