namespace EndpointLab;

/// <summary>A statement of a policy that a role, user or group has of its own.</summary>
/// <param name="IdentityType">Role, User or Group.</param>
/// <param name="PolicyName">The policy's name; it is made where there is none.</param>
public sealed record AmendInlinePolicy(string IdentityType, string IdentityName, string PolicyName, PolicyEdit Edit) : PolicyChange(Edit)
{
    public override string Target => IdentityName;

    public override string ToString() =>
        Edit.Describe($"the inline policy {PolicyName} of the {IdentityType.ToLowerInvariant()} {IdentityName}");

    public override string? Caution =>
        IdentityType is nameof(IamEntityKind.Group) ? $"All users in the group {IdentityName} get this." : null;

    internal override async Task ApplyAsync(LabOperation lab)
    {
        var entity = new IamEntity(Enum.Parse<IamEntityKind>(IdentityType), IdentityName);
        await lab.Iam(
            $"Put{IdentityType}Policy",
            $"{IdentityName}/{PolicyName}",
            ($"{IdentityType}Name", IdentityName),
            ("PolicyName", PolicyName),
            ("PolicyDocument", Edit.Apply(await DocumentAsync(lab, entity))));
    }

    private async Task<string?> DocumentAsync(LabOperation lab, IamEntity entity)
    {
        try
        {
            return (await Identities.GetInlinePolicyAsync(lab, entity, PolicyName)).Document;
        }
        catch (LabException error) when (error.IsNotFound)
        {
            return null;
        }
    }
}
