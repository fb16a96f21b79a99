namespace EndpointLab.Labs;

/// <summary>The key pair for logging in to the instances.</summary>
internal sealed record KeyPairNode(string KeyName) : LabNode(Is, ResourceKind.KeyPair, KeyName, VpcNode.Is)
{
    public const string Is = "key-pair";

    public override string Detail => "ed25519";

    internal override bool SaysItIsThere(LabException refusal) => refusal.AwsErrorCode is "InvalidKeyPair.Duplicate";

    internal override async Task<IReadOnlyList<LabResource>> ReadAsync(LabOperation lab, ResourceQuery query) =>
        await KeyPairs.GetAsync(lab, query);

    internal override Task<LabResource> CreateAsync(LabBuild build) => build.Keys.CreateAsync(build.Lab, KeyName, build.TagsOf(this));

    internal override Task<IReadOnlyList<LabDifference>> CompareAsync(LabBuild build, LabResource found)
    {
        var keyPair = (KeyPair)found;
        return Task.FromResult<IReadOnlyList<LabDifference>>(build.Keys.Find(keyPair) is not null ? [] :
        [
            new(
                $"The private key of {KeyName} ({keyPair.KeyPairId}) is not in {build.Keys.Folder}.",
                build.HasInstances ? null : () => build.Keys.ReplaceAsync(build.Lab, KeyName, build.TagsOf(this))),
        ]);
    }
}
