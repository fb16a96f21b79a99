using System.Text;
using System.Text.RegularExpressions;
using EndpointLab.Policy;
using Caller = EndpointLab.Simulator.Wire.Caller;

namespace EndpointLab.Simulator.Iam;

/// <summary>One call of an IAM action: what it was asked, by whom, and what it answers.</summary>
internal sealed partial class IamCall(Cloud cloud, Caller caller, QueryParameters parameters, QueryAnswer answer)
{
    private const int LongestPath = 512;
    private const int MostTags = 50;
    private const int PageSize = 100;

    public IamAccount Account { get; } = cloud.Iam.Of(caller.AccountId!);

    public Caller Caller => caller;

    public QueryParameters Parameters => parameters;

    public QueryAnswer Answer => answer;

    public IamState Iam => cloud.Iam;

    public DateTimeOffset Now => cloud.Now.Time;

    /// <summary>The role that the call names.</summary>
    /// <exception cref="ServiceException">NoSuchEntity, or ValidationError.</exception>
    public Role Role => Find(Account.Roles, Name("RoleName", 64), IamErrors.NoSuchRole);

    /// <summary>The user that the call names.</summary>
    /// <exception cref="ServiceException">NoSuchEntity, or ValidationError.</exception>
    public User User => Find(Account.Users, Name("UserName", 128), IamErrors.NoSuchUser);

    /// <summary>The instance profile that the call names.</summary>
    /// <exception cref="ServiceException">NoSuchEntity, or ValidationError.</exception>
    public InstanceProfile InstanceProfile =>
        Find(Account.InstanceProfiles, Name("InstanceProfileName", 128), IamErrors.NoSuchInstanceProfile);

    /// <summary>A name of IAM's form.</summary>
    /// <exception cref="ServiceException">ValidationError.</exception>
    public string Name(string parameter, int longest)
    {
        var name = Required(parameter, longest);
        return NameForm().IsMatch(name) ? name : throw IamErrors.Validation(
            $"The specified value for {IamErrors.InMessages(parameter)} is invalid. "
                + "It must contain only alphanumeric characters and/or the following: +=,.@_-");
    }

    /// <exception cref="ServiceException">ValidationError.</exception>
    public string Required(string parameter, int longest)
    {
        var value = parameters[parameter] ?? throw IamErrors.Constraint(parameter, null, "Member must not be null");
        return value.Length == 0 ? throw TooShort(parameter, value)
            : value.Length > longest ? throw TooLong(parameter, value, longest)
            : value;
    }

    /// <summary>A text that may be absent.</summary>
    public string? Optional(string parameter, int longest) =>
        parameters[parameter] is { } value && value.Length > longest ? throw TooLong(parameter, value, longest) : parameters[parameter];

    /// <summary>One of these texts; null where there is none.</summary>
    /// <exception cref="ServiceException">ValidationError.</exception>
    public string? OneOf(string parameter, params string[] allowed) =>
        parameters[parameter] is not { } value || allowed.Contains(value) ? parameters[parameter] : throw IamErrors.Constraint(
            parameter, value, $"Member must satisfy enum value set: [{string.Join(", ", allowed)}]");

    /// <summary>The path of what is created; a slash where none is given.</summary>
    public string Path() => PathOf("Path");

    /// <summary>What the paths of those listed start with.</summary>
    public string PathPrefix() => PathOf("PathPrefix");

    /// <summary>The document in a parameter.</summary>
    /// <param name="name">What the policy will be known by.</param>
    /// <exception cref="ServiceException">MalformedPolicyDocument.</exception>
    public PolicyText Document(string parameter, PolicyKind kind, string name) =>
        PolicyText.Parse(Required(parameter, 131_072), kind, name);

    /// <summary>The tags in the call.</summary>
    /// <param name="keys">How their keys are told apart; by case too where that is null.</param>
    public Dictionary<string, string> NewTags(IEqualityComparer<string>? keys = null)
    {
        Dictionary<string, string> tags = new(keys);
        foreach (var (tag, place) in parameters.Structures("Tags.member").Select((tag, index) => (tag, $"tags.{index + 1}.member")))
        {
            var key = tag["Key"] ?? throw IamErrors.Constraint($"{place}.key", null, "Member must not be null");
            var value = tag["Value"] ?? throw IamErrors.Constraint($"{place}.value", null, "Member must not be null");
            if (key.Length == 0)
                throw TooShort($"{place}.key", key);
            if (key.Length > 128)
                throw TooLong($"{place}.key", key, 128);
            if (value.Length > 256)
                throw TooLong($"{place}.value", value, 256);
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw IamErrors.InvalidInput("Tag keys that start with aws: are reserved for AWS.");
            if (!tags.TryAdd(key, value))
                throw IamErrors.InvalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }
        return tags.Count <= MostTags ? tags : throw IamErrors.QuotaExceeded("TagsPerEntity", MostTags);
    }

    /// <summary>Answers a list, a page at a time.</summary>
    /// <param name="key">What tells the items apart, and orders them.</param>
    public void List<T>(string name, IEnumerable<T> items, Func<T, string> key, Action<QueryAnswer, T> write) =>
        answer.List(name, Page(items, key), write);

    /// <summary>Answers a list of names, a page at a time.</summary>
    public void List(string name, IEnumerable<string> items) => answer.TextList(name, Page(items, item => item));

    private IEnumerable<T> Page<T>(IEnumerable<T> items, Func<T, string> key)
    {
        var size = parameters["MaxItems"] is null ? PageSize : MaxItems();
        var after = parameters["Marker"] is { } marker ? Position(marker) : "";
        var rest = items
            .Where(item => string.CompareOrdinal(key(item), after) > 0)
            .OrderBy(key, StringComparer.Ordinal)
            .Take(size + 1)
            .ToList();
        answer.Flag("IsTruncated", rest.Count > size);
        if (rest.Count > size)
            answer.Text("Marker", Convert.ToBase64String(Encoding.UTF8.GetBytes(key(rest[size - 1]))));
        return rest.Take(size);
    }

    private static ServiceException TooShort(string parameter, string value) =>
        IamErrors.Constraint(parameter, value, "Member must have length greater than or equal to 1");

    private static ServiceException TooLong(string parameter, string value, int longest) =>
        IamErrors.Constraint(parameter, value, $"Member must have length less than or equal to {longest}");

    private static T Find<T>(IamTable<T> table, string name, Func<string, ServiceException> missing)
        where T : IamEntity => table.Find(name) ?? throw missing(name);

    private int MaxItems() => int.TryParse(parameters["MaxItems"], out var number) && number is > 0 and <= 1000
        ? number
        : throw IamErrors.Constraint("MaxItems", parameters["MaxItems"], "Member must have value less than or equal to 1000");

    private static string Position(string marker)
    {
        var bytes = new byte[marker.Length];
        return Convert.TryFromBase64String(marker, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw IamErrors.Validation("Invalid Marker.");
    }

    private string PathOf(string parameter)
    {
        var path = Optional(parameter, LongestPath) ?? "/";
        var isWhole = path.StartsWith('/') && (parameter is "PathPrefix" || path.EndsWith('/'));
        return isWhole && path.All(one => one is > ' ' and <= '~') ? path : throw IamErrors.Validation(
            $"The specified value for {IamErrors.InMessages(parameter)} is invalid. It must begin and end with / and contain only "
                + "alphanumeric characters and/or / characters.");
    }

    [GeneratedRegex(@"^[\w+=,.@-]+\z", RegexOptions.ECMAScript)]
    private static partial Regex NameForm();
}
