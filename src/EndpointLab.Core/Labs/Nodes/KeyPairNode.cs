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

    internal override async Task<IReadOnlyList<LabDifference>> InspectAsync(LabBuild build, LabResource found)
    {
        var keyPair = (KeyPair)found;
        if (build.Keys.Find(keyPair) is not null)
        {
            return [];
        }

        var lacks = $"The private key of {KeyName} ({keyPair.KeyPairId}) is not in {build.Keys.Folder}.";
        if (await build.HasInstancesAsync())
        {
            // Whoever launched them has it: the lab is no other for this computer's lack.
            build.Lab.Reporter.Warning($"{lacks} Copy it there to log in to the instances.");
            return [];
        }

        return [new(lacks, () => build.Keys.ReplaceAsync(build.Lab, KeyName, build.TagsOf(this)))];
    }
}
