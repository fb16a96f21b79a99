namespace EndpointLab.Simulator.Iam;

/// <summary>Tags of whatever has them.</summary>
internal static class Tagging
{
    private const int MostTags = 50;

    private static readonly Dictionary<string, Func<IamCall, IamEntity>> Kinds = new()
    {
        ["InstanceProfile"] = call => call.InstanceProfile,
        ["Policy"] = ManagedPolicies.Own,
        ["Role"] = call => call.Role,
        ["User"] = call => call.User,
    };

    public static readonly Dictionary<string, Action<IamCall>> Actions = Kinds.SelectMany(kind => new (string, Action<IamCall>)[]
    {
        ($"List{kind.Key}Tags", call => call.List("Tags", kind.Value(call).Tags, tag => tag.Key, IamXml.Tag)),
        ($"Tag{kind.Key}", call => Tag(call, kind.Value(call))),
        ($"Untag{kind.Key}", call => Untag(call, kind.Value(call))),
    }).ToDictionary();

    private static void Tag(IamCall call, IamEntity entity)
    {
        var tags = call.NewTags(entity.Tags.Comparer);
        if (entity.Tags.Keys.Union(tags.Keys, entity.Tags.Comparer).Count() > MostTags)
            throw IamErrors.QuotaExceeded("TagsPerEntity", MostTags);
        foreach (var (key, value) in tags)
        {
            entity.Tags.Remove(key);
            entity.Tags.Add(key, value);
        }
    }

    private static void Untag(IamCall call, IamEntity entity)
    {
        foreach (var key in call.Parameters.List("TagKeys.member"))
            entity.Tags.Remove(key);
    }
}
