using System.Buffers;

namespace EndpointLab.Simulator.State;

/// <summary>Anything with an id and tags.</summary>
internal abstract class Resource(string id) : ITagged
{
    public string Id => id;

    /// <summary>The number of the call that made it.</summary>
    public long MadeBy { get; set; }

    public Dictionary<string, string> Tags { get; init; } = [];

    /// <summary>Whether it takes the traffic that a route of the VPC sends to it.</summary>
    public virtual bool CanRoute(Vpc vpc) => true;
}

/// <summary>What can be found by its tags.</summary>
internal interface ITagged
{
    Dictionary<string, string> Tags { get; }
}

/// <summary>A resource whose kind is known from its type.</summary>
internal interface IResource
{
    static abstract ResourceKind Kind { get; }
}

/// <summary>How AWS names a kind of resource, and refuses ids of it that are malformed or unknown.</summary>
/// <param name="Type">The name in tag specifications: vpc, internet-gateway.</param>
/// <param name="Prefix">What its ids start with: vpc, igw.</param>
/// <param name="NotFoundCode">The error code for an id that nothing has. AWS's codes follow no rule.</param>
/// <param name="MalformedCode">The error code for what can't be such an id.</param>
/// <param name="Noun">What AWS's messages call it: The <i>vpc ID</i> 'vpc-…' does not exist.</param>
internal sealed record ResourceKind(string Type, string Prefix, string NotFoundCode, string MalformedCode, string Noun)
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public ServiceException NotFound(params IReadOnlyList<string> ids) => new(
        NotFoundCode,
        ids is [var id] ? $"The {Noun} '{id}' does not exist" : $"The {Noun}s '{string.Join(", ", ids)}' do not exist");

    /// <exception cref="ServiceException">The id isn't of the form that ids of this kind have.</exception>
    public void CheckForm(string id)
    {
        var dash = Prefix.Length;
        if (id.Length <= dash || id[dash] != '-' || !id.StartsWith(Prefix, StringComparison.Ordinal))
            throw new ServiceException(MalformedCode, $"Invalid id: \"{id}\" (expecting \"{Prefix}-...\")");
        var number = id.AsSpan(dash + 1);
        if (number.Length is not (8 or 17) || number.ContainsAnyExcept(Digits))
            throw new ServiceException(MalformedCode, $"Invalid id: \"{id}\"");
    }
}
