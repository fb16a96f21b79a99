using System.Globalization;

namespace EndpointLab;

/// <summary>A statement of a managed policy, by a new version of it that becomes the default one.</summary>
public sealed record AmendManagedPolicy(string PolicyArn, PolicyEdit Edit) : PolicyChange(Edit)
{
    // "IAM and AWS STS quotas" in the IAM User Guide.
    private const int MostVersions = 5;

    public override string Target => PolicyArn;

    public override string ToString() => Edit.Describe($"the managed policy {PolicyArn}");

    public override string Caution =>
        $"All users, groups and roles that have {IamEntity.NameIn(PolicyArn)} get this, as its new default version. "
        + $"If it has {MostVersions} versions, the oldest one is deleted.";

    internal override async Task ApplyAsync(LabOperation lab)
    {
        var policy = await Identities.GetManagedPolicyAsync(lab, PolicyArn);
        var listed = await lab.Iam("ListPolicyVersions", PolicyArn, ("PolicyArn", PolicyArn));
        var versions = listed.Element("Versions")!.Elements("member").ToList();
        if (versions.Count >= MostVersions)
        {
            var oldest = versions.Where(version => version.Element("IsDefaultVersion")?.Value is not "true")
                .MinBy(version => DateTimeOffset.Parse(version.Element("CreateDate")!.Value, CultureInfo.InvariantCulture))!;
            await lab.Iam(
                "DeletePolicyVersion", PolicyArn, ("PolicyArn", PolicyArn), ("VersionId", oldest.Element("VersionId")!.Value));
        }

        await lab.Iam(
            "CreatePolicyVersion",
            PolicyArn,
            ("PolicyArn", PolicyArn),
            ("PolicyDocument", Edit.Apply(policy.Document)),
            ("SetAsDefault", "true"));
    }
}
