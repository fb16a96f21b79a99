namespace EndpointLab.Simulator.Iam;

internal static class InstanceProfiles
{
    public static readonly Dictionary<string, Action<IamCall>> Actions = new()
    {
        ["AddRoleToInstanceProfile"] = AddRole,
        ["CreateInstanceProfile"] = Create,
        ["DeleteInstanceProfile"] = Delete,
        ["GetInstanceProfile"] = call => call.Answer.Element("InstanceProfile", call.InstanceProfile, IamXml.InstanceProfile),
        ["ListInstanceProfiles"] = List,
        ["ListInstanceProfilesForRole"] = ListForRole,
        ["RemoveRoleFromInstanceProfile"] = RemoveRole,
    };

    private static void Create(IamCall call)
    {
        var (name, path, tags) = (call.Name("InstanceProfileName", 128), call.Path(), call.NewTags());
        if (call.Account.InstanceProfiles.Find(name) is not null)
            throw IamErrors.EntityAlreadyExists($"Instance Profile {name} already exists.");
        InstanceProfile profile = new(call.Account.AccountId, name, path)
        {
            Id = IamEntity.NewId("AIPA"),
            CreateDate = call.Now,
            Tags = tags,
        };
        call.Account.InstanceProfiles.Add(profile);
        call.Answer.Element("InstanceProfile", profile, IamXml.InstanceProfile);
    }

    private static void Delete(IamCall call)
    {
        var profile = call.InstanceProfile;
        if (profile.Role is not null)
            throw IamErrors.DeleteConflict("Cannot delete entity, must remove roles from instance profile first.");
        call.Account.InstanceProfiles.Remove(profile);
    }

    private static void AddRole(IamCall call)
    {
        var (profile, role) = (call.InstanceProfile, call.Role);
        if (profile.Role is not null)
            throw IamErrors.QuotaExceeded("InstanceSessionsPerInstanceProfile", 1);
        profile.Role = role;
    }

    private static void RemoveRole(IamCall call)
    {
        var (profile, role) = (call.InstanceProfile, call.Role);
        if (profile.Role != role)
            throw IamErrors.NoSuchRole(role.Name);
        profile.Role = null;
    }

    private static void List(IamCall call)
    {
        var prefix = call.PathPrefix();
        Write(call, profile => profile.Path.StartsWith(prefix, StringComparison.Ordinal));
    }

    private static void ListForRole(IamCall call)
    {
        var role = call.Role;
        Write(call, profile => profile.Role == role);
    }

    private static void Write(IamCall call, Func<InstanceProfile, bool> isListed) =>
        call.List("InstanceProfiles", call.Account.InstanceProfiles.Where(isListed), profile => profile.Name, IamXml.InstanceProfile);
}
