using System.Diagnostics;
using System.Text;

namespace EndpointLab.Simulator.Ec2;

/// <summary>Answers one action. It validates everything, calls <see cref="Ec2Call.Proceed"/>, and only then changes anything.</summary>
internal delegate void Ec2Action(Ec2Call call);

/// <summary>One call of an EC2 action: what it was asked, where it acts, and what it answers.</summary>
internal sealed class Ec2Call(string action, QueryParameters parameters, RegionState region, Ec2Answer answer)
{
    private const int SmallestPage = 5;
    private const int LargestPage = 1000;

    private bool proceeded;

    public QueryParameters Parameters => parameters;

    public RegionState Region => region;

    public Ec2Answer Answer => answer;

    /// <summary>The end of validation.</summary>
    /// <exception cref="ServiceException">DryRunOperation: the call would have succeeded, but it asked not to be made.</exception>
    public void Proceed()
    {
        proceeded = true;
        if (parameters.Boolean("DryRun") == true)
            throw Ec2Errors.DryRunOperation();
    }

    /// <summary>Checks that a call which changes one attribute at a time names exactly one.</summary>
    /// <exception cref="ServiceException">MissingParameter, or InvalidParameterCombination.</exception>
    public static void ExactlyOneAttribute(params ReadOnlySpan<object?> attributes)
    {
        var given = 0;
        foreach (var attribute in attributes)
            given += attribute is null ? 0 : 1;
        if (given == 0)
            throw Ec2Errors.MissingParameter("attribute");
        if (given > 1)
            throw Ec2Errors.InvalidParameterCombination("Fields for multiple attribute types specified");
    }

    /// <summary>The tags that the call asks for a resource of that kind.</summary>
    /// <param name="kind">The kind the call creates; tags for other kinds are refused.</param>
    public Dictionary<string, string> NewTags(ResourceKind kind) => NewTags(kind, kind);

    /// <summary>The tags for one of the kinds that the call creates.</summary>
    public Dictionary<string, string> NewTags(ResourceKind kind, params IReadOnlyList<ResourceKind> allowed)
    {
        Dictionary<string, string> tags = [];
        foreach (var specification in parameters.Structures("TagSpecification"))
        {
            var type = specification.Required("ResourceType");
            if (allowed.All(one => one.Type != type))
                throw Ec2Errors.InvalidParameterValue($"'{type}' is not a valid taggable resource type for this operation.");
            var requested = TagRules.Read(specification.Structures("Tag"));
            if (type == kind.Type)
                requested.ForEach(tag => tags[tag.Key] = tag.Value);
        }
        TagRules.CheckCount(tags.Count);
        return tags;
    }

    /// <summary>Does something to each resource that the call lists. What is refused is answered item by item, inside a success.</summary>
    /// <param name="ids">The parameter that lists ids: VpcEndpointId.</param>
    /// <param name="act">Does it, or throws the item's refusal.</param>
    public void ForEach(string ids, ResourceKind kind, Action<string> act)
    {
        var listed = parameters.List(ids);
        if (listed.Count == 0)
            throw Ec2Errors.MissingParameter(ids);
        foreach (var id in listed)
            kind.CheckForm(id);
        Proceed();
        List<(string Id, ServiceException Refusal)> unsuccessful = [];
        foreach (var id in listed.Distinct())
        {
            try
            {
                act(id);
            }
            catch (ServiceException refusal)
            {
                unsuccessful.Add((id, refusal));
            }
        }
        answer.List("unsuccessful", unsuccessful, static (xml, item) =>
        {
            xml.Text("resourceId", item.Id);
            xml.Element("error", item.Refusal, static (xml, refusal) =>
            {
                xml.Text("code", refusal.Code);
                xml.Text("message", refusal.Message);
            });
        });
    }

    /// <summary>Answers a describe: those of the ids, or all; those that match the filters; a page at a time.</summary>
    /// <param name="ids">The parameter that lists ids: VpcId.</param>
    /// <param name="set">The answer's list: vpcSet.</param>
    /// <param name="smallestPage">The least that MaxResults may ask for.</param>
    public void Describe<T>(
        ResourceTable<T> table,
        string ids,
        FilterTable<T> filters,
        string set,
        Action<Ec2Answer, T> write,
        int smallestPage = SmallestPage)
        where T : Resource, IResource
    {
        var chosen = parameters.List(ids);
        if (chosen.Count > 0 && parameters["MaxResults"] is not null)
            throw Ec2Errors.InvalidParameterCombination($"The parameter {ids} cannot be used with the parameter MaxResults");
        List(chosen.Count == 0 ? table : table.Select(chosen), filters, resource => resource.Id, set, write, smallestPage);
    }

    /// <summary>Answers a describe of what isn't kept in a table.</summary>
    /// <param name="key">What tells the items apart, and orders them when they are asked for in pages.</param>
    public void List<T>(
        IEnumerable<T> items,
        FilterTable<T> filters,
        Func<T, string> key,
        string set,
        Action<Ec2Answer, T> write,
        int smallestPage = SmallestPage)
    {
        var (matching, next) = Choose(items, filters, key, smallestPage);
        Proceed();
        answer.List(set, matching, write);
        answer.Text("nextToken", next);
    }

    /// <summary>What the filters and the page asked for leave, and the token of the next page.</summary>
    public (IEnumerable<T> Items, string? NextToken) Choose<T>(
        IEnumerable<T> items, FilterTable<T> filters, Func<T, string> key, int smallestPage = SmallestPage)
    {
        var matching = filters.Apply(items, parameters, region);
        return parameters["MaxResults"] is null && parameters["NextToken"] is null ? (matching, null) : Page(matching, key, smallestPage);
    }

    /// <summary>Runs the action; a call that repeats an earlier client token gets the earlier answer.</summary>
    public byte[] Run(Ec2Action run)
    {
        if (parameters["ClientToken"] is not { Length: > 0 } token || parameters.Boolean("DryRun") == true)
            return Answered();
        var asked = parameters.Fingerprint();
        if (region.ClientTokens.TryGetValue((action, token), out var use))
            return use.Fingerprint == asked ? use.Answer : throw Ec2Errors.IdempotentParameterMismatch();
        var body = Answered();
        region.Remember((action, token), new(asked, body));
        return body;

        byte[] Answered()
        {
            run(this);
            Debug.Assert(proceeded, $"{action} never ended its validation.");
            return answer.End();
        }
    }

    private (IEnumerable<T> Items, string? Next) Page<T>(IEnumerable<T> items, Func<T, string> key, int smallestPage)
    {
        var size = parameters.Integer("MaxResults") ?? LargestPage;
        if (size < smallestPage || size > LargestPage)
        {
            throw Ec2Errors.InvalidParameterValue(
                "MaxResults", $" {size} ", $"Expecting a value between {smallestPage} and {LargestPage}.");
        }
        var after = parameters["NextToken"] is { } token ? Position(token) : "";
        var rest = items
            .Where(item => string.CompareOrdinal(key(item), after) > 0)
            .OrderBy(key, StringComparer.Ordinal)
            .Take(size + 1)
            .ToList();
        return rest.Count <= size ? (rest, null) : (rest.Take(size), Token(key(rest[size - 1])));
    }

    private string Token(string position) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{action}\n{position}"));

    private string Position(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split('\n') is [var of, var position] && of == action
            ? position
            : throw Ec2Errors.InvalidNextToken(token);
    }
}
