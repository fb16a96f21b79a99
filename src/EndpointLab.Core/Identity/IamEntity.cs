namespace EndpointLab;

/// <summary>A role, user or group, by its name, which is unique in the account whatever its path.</summary>
internal sealed record IamEntity(IamEntityKind Kind, string Name)
{
    /// <summary>Reads an ARN such as arn:aws:iam::123456789012:role/path/name. Null where it is no role's or user's.</summary>
    public static IamEntity? OfArn(string arn) => arn.Split(':', 6) switch
    {
        ["arn", _, "iam", "", _, var resource] when resource.StartsWith("role/", StringComparison.Ordinal) =>
            new(IamEntityKind.Role, NameIn(resource)),
        ["arn", _, "iam", "", _, var resource] when resource.StartsWith("user/", StringComparison.Ordinal) =>
            new(IamEntityKind.User, NameIn(resource)),
        _ => null,
    };

    /// <summary>The last part of the path that an ARN ends with.</summary>
    public static string NameIn(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
