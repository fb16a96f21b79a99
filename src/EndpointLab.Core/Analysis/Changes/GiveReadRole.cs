namespace EndpointLab;

/// <summary>Gives an instance a role that may read one bucket, by an instance profile; both are made where there are none.</summary>
public sealed record GiveReadRole(string InstanceId, string BucketName) : Change
{
    public override string Target => InstanceId;

    public override string ToString() =>
        $"Give {InstanceId} the role {BucketName}, which may list and read that bucket alone, by an instance profile of the same name.";

    internal override async Task ApplyAsync(LabOperation lab) => await Instances.SetProfileAsync(
        lab, InstanceId, await BucketReader.EnsureAsync(lab, BucketName, new Dictionary<string, string>()));
}
