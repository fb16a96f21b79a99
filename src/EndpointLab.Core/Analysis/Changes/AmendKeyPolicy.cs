using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>A statement of the policy of a KMS key.</summary>
public sealed record AmendKeyPolicy(string KeyArn, PolicyEdit Edit) : PolicyChange(Edit)
{
    public override string Target => KeyArn;

    public override string ToString() => Edit.Describe($"the policy of the key {KeyArn}");

    internal override async Task ApplyAsync(LabOperation lab)
    {
        var policy = await KeyConfiguration.PolicyAsync(lab, KeyArn);
        await WriteAsync(lab, () => KeyConfiguration.CallAsync(lab, "PutKeyPolicy", KeyArn, new()
        {
            ["KeyId"] = KeyArn,
            ["PolicyName"] = KeyConfiguration.PolicyName,
            ["Policy"] = Edit.Apply(policy),
        }));
    }
}
