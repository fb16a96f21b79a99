using EndpointLab.Simulator.Ec2;
using EndpointLab.Simulator.Iam;
using EndpointLab.Simulator.Kms;
using EndpointLab.Simulator.Resolver;
using EndpointLab.Simulator.Route53;
using EndpointLab.Simulator.S3;
using EndpointLab.Simulator.Ssm;
using EndpointLab.Simulator.Sts;

namespace EndpointLab.Simulator;

/// <summary>The names that settings of a simulator go by.</summary>
public static class SimulatorVocabulary
{
    /// <summary>The delays whose duration can be set.</summary>
    public static IReadOnlyList<string> Delays { get; } = [.. State.Delay.All.Select(delay => delay.Name)];

    /// <summary>What may befall a call.</summary>
    public static IReadOnlyList<string> Faults { get; } =
        [.. Enum.GetNames<Administration.FaultKind>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];

    /// <summary>The actions that calls may ask for, such as ec2:CreateVpc.</summary>
    public static IReadOnlyList<string> Actions { get; } =
    [
        .. Ec2Service.ActionNames.Select(name => $"ec2:{name}"),
        .. IamService.ActionNames.Select(name => $"iam:{name}"),
        .. KmsService.ActionNames.Select(name => $"kms:{name}"),
        .. Route53Service.ActionNames.Select(name => $"route53:{name}"),
        .. ResolverService.ActionNames.Select(name => $"route53resolver:{name}"),
        .. S3Operation.Names.Select(name => $"s3:{name}"),
        .. SsmService.ActionNames.Select(name => $"ssm:{name}"),
        .. StsService.ActionNames.Select(name => $"sts:{name}"),
    ];
}
