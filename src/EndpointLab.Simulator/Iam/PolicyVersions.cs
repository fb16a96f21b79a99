namespace EndpointLab.Simulator.Iam;

/// <summary>Versions of managed policies, of which the default one is in force.</summary>
internal static class PolicyVersions
{
    private const int Most = 5;

    public static readonly Dictionary<string, Action<IamCall>> Actions = new()
    {
        ["CreatePolicyVersion"] = Create,
        ["DeletePolicyVersion"] = Delete,
        ["GetPolicyVersion"] = Get,
        ["ListPolicyVersions"] = List,
        ["SetDefaultPolicyVersion"] = SetDefault,
    };

    private static void Create(IamCall call)
    {
        var policy = ManagedPolicies.Own(call);
        var text = ManagedPolicies.Document(call, policy.Arn);
        if (policy.Versions.Count == Most)
        {
            throw IamErrors.LimitExceeded(
                $"A managed policy can have up to {Most} versions. Before you create a new version, you must delete an existing version.");
        }
        PolicyVersion version = new($"v{++policy.LastVersion}", text, call.Now);
        policy.Versions.Add(version);
        policy.UpdateDate = call.Now;
        if (call.Parameters["SetAsDefault"] is "true")
            policy.Default = version;
        call.Answer.Element("PolicyVersion", version, (xml, version) => Write(xml, version, policy));
    }

    private static void Delete(IamCall call)
    {
        var (policy, version) = (ManagedPolicies.Own(call), Find(call));
        if (version == policy.Default)
            throw IamErrors.DeleteConflict("Cannot delete the default version of a policy.");
        policy.Versions.Remove(version);
        policy.UpdateDate = call.Now;
    }

    private static void SetDefault(IamCall call)
    {
        var policy = ManagedPolicies.Own(call);
        policy.Default = Find(call);
        policy.UpdateDate = call.Now;
    }

    private static void Get(IamCall call)
    {
        var policy = ManagedPolicies.Find(call);
        call.Answer.Element("PolicyVersion", Find(call), (xml, version) =>
        {
            xml.Text("Document", IamXml.Encoded(version.Policy));
            Write(xml, version, policy);
        });
    }

    private static void List(IamCall call)
    {
        var policy = ManagedPolicies.Find(call);
        call.List("Versions", policy.Versions, version => version.Id, (xml, version) => Write(xml, version, policy));
    }

    private static PolicyVersion Find(IamCall call)
    {
        var (policy, id) = (ManagedPolicies.Find(call), call.Required("VersionId", 64));
        return policy.Versions.Find(version => version.Id == id)
            ?? throw IamErrors.NoSuchEntity($"Policy {policy.Arn} version {id} does not exist or is not attachable.");
    }

    private static void Write(QueryAnswer xml, PolicyVersion version, ManagedPolicy policy)
    {
        xml.Text("VersionId", version.Id);
        xml.Flag("IsDefaultVersion", version == policy.Default);
        xml.Time("CreateDate", version.CreateDate);
    }
}
