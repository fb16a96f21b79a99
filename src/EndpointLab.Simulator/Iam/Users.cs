namespace EndpointLab.Simulator.Iam;

/// <summary>Users, as far as one may be a caller. There are no groups.</summary>
internal static class Users
{
    public static readonly Dictionary<string, Action<IamCall>> Actions = new()
    {
        ["CreateAccessKey"] = CreateAccessKey,
        ["CreateUser"] = Create,
        ["DeleteAccessKey"] = DeleteAccessKey,
        ["DeleteUser"] = Delete,
        ["GetUser"] = Get,
        ["ListAccessKeys"] = ListAccessKeys,
        ["ListGroupsForUser"] = ListGroups,
        ["ListUsers"] = List,
    };

    private static void Create(IamCall call)
    {
        var (name, path) = (call.Name("UserName", 64), call.Path());
        var boundary = Boundaries.Asked(call);
        var tags = call.NewTags(Identity.TagKeys);
        if (call.Account.Users.Find(name) is not null)
            throw IamErrors.EntityAlreadyExists($"User with name {name} already exists.");
        User user = new(call.Account.AccountId, name, path)
        {
            Id = IamEntity.NewId("AIDA"),
            CreateDate = call.Now,
            Boundary = boundary,
            Tags = tags,
        };
        call.Account.Users.Add(user);
        call.Answer.Element("User", user, IamXml.WholeUser);
    }

    private static void Get(IamCall call) => call.Answer.Element("User", Named(call), IamXml.WholeUser);

    /// <summary>Without a name it is the caller, who then must be a user.</summary>
    private static User Named(IamCall call) => call.Parameters["UserName"] is not null ? call.User
        : call.Iam.IdentityOf(call.Caller) as User
            ?? throw IamErrors.Validation("Must specify userName when calling with non-User credentials");

    private static void Delete(IamCall call)
    {
        var user = call.User;
        if (user.Keys.Count > 0)
            throw IamErrors.DeleteConflict("Cannot delete entity, must delete access keys first.");
        InlinePolicies.CheckNone(user);
        call.Account.Users.Remove(user);
        call.Iam.Keys.RevokeAllOf(user);
    }

    private static void List(IamCall call)
    {
        var prefix = call.PathPrefix();
        var users = call.Account.Users.Where(user => user.Path.StartsWith(prefix, StringComparison.Ordinal));
        call.List("Users", users, user => user.Name, IamXml.User);
    }

    private static void ListGroups(IamCall call)
    {
        _ = call.User;
        call.List("Groups", []);
    }

    private static void CreateAccessKey(IamCall call)
    {
        const int Most = 2;
        var user = Named(call);
        if (user.Keys.Count == Most)
            throw IamErrors.QuotaExceeded("AccessKeysPerUser", Most);
        var key = call.Iam.Keys.Add(AccessKey.Of(user, call.Now));
        user.Keys.Add(key);
        call.Answer.Element("AccessKey", key, static (xml, key) =>
        {
            Write(xml, key);
            xml.Text("SecretAccessKey", key.Secret);
        });
    }

    private static void DeleteAccessKey(IamCall call)
    {
        var (user, id) = (Named(call), call.Required("AccessKeyId", 128));
        var key = user.Keys.Find(key => key.Id == id)
            ?? throw IamErrors.NoSuchEntity($"The Access Key with id {id} cannot be found.");
        user.Keys.Remove(key);
        key.IsRevoked = true;
    }

    private static void ListAccessKeys(IamCall call) =>
        call.List("AccessKeyMetadata", Named(call).Keys, key => key.Id, Write);

    private static void Write(QueryAnswer xml, AccessKey key)
    {
        xml.Text("UserName", key.Owner.Name);
        xml.Text("AccessKeyId", key.Id);
        xml.Text("Status", "Active");
        xml.Time("CreateDate", key.CreateDate);
    }
}
