namespace EndpointLab;

/// <summary>A statement of a role's trust policy, which says who may assume it.</summary>
public sealed record AmendTrustPolicy(string RoleName, PolicyEdit Edit) : PolicyChange(Edit)
{
    public override string Target => RoleName;

    public override string ToString() => Edit.Describe($"the trust policy of {RoleName}");

    internal override async Task ApplyAsync(LabOperation lab)
    {
        var policy = Edit.Apply((await Identities.GetRoleAsync(lab, RoleName)).TrustPolicy);
        await WriteAsync(lab, () => lab.Iam(
            "UpdateAssumeRolePolicy", RoleName, ("RoleName", RoleName), ("PolicyDocument", policy)));
    }
}
