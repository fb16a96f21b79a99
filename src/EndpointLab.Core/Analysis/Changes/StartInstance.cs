using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Starts an instance that is stopped.</summary>
public sealed record StartInstance(string InstanceId) : NetworkChange
{
    public override string Target => InstanceId;

    public override string ToString() => $"Start {InstanceId}.";

    public override string Caution => "AWS bills a running instance.";

    internal override Task ApplyAsync(LabOperation lab) =>
        lab.Ec2((ec2, token) => ec2.StartInstancesAsync(new() { InstanceIds = [InstanceId] }, token), InstanceId);

    internal override NetworkModel ApplyTo(NetworkModel model) => model with
    {
        Instances = Replace(
            model.Instances, instance => instance.Id == InstanceId, instance => instance with { State = InstanceModel.Running }),
    };
}
