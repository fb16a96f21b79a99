using System.Collections.Frozen;

namespace EndpointLab.Policy.Linting;

/// <summary>The actions, resources and condition keys of a service, by the Service Authorization Reference.</summary>
internal sealed class ServiceCatalog
{
    private static readonly FrozenDictionary<string, Lazy<ServiceCatalog>> Known = new[] { "s3", "dynamodb", "aws" }
        .ToFrozenDictionary(name => name, name => new Lazy<ServiceCatalog>(() => new(name)), StringComparer.OrdinalIgnoreCase);

    private readonly FrozenSet<string> keys;
    private readonly FrozenDictionary<string, string> operations;

    private ServiceCatalog(string prefix)
    {
        using var reader = new StreamReader(typeof(ServiceCatalog).Assembly.GetManifestResourceStream(prefix)!);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')).ToLookup(words => words[0], words => words[1..]);
        var forms = lines["resource"].ToDictionary(words => words[0], words => Glob.Arn(words[1]));
        Prefix = prefix;
        Actions = [.. lines["action"].Select(words => (Name: words[0], Types: words[1..])).Select(action =>
            new ServiceAction($"{prefix}:{action.Name}", action.Types, [.. action.Types.Select(type => forms[type])]))];
        operations = lines["operation"].ToFrozenDictionary(
            words => words[0], words => $"{prefix}:{words[1]}", StringComparer.OrdinalIgnoreCase);
        keys = lines["key"].Select(words => words[0]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    public string Prefix { get; }

    public IReadOnlyList<ServiceAction> Actions { get; }

    /// <summary>The catalog of a service's prefix, or of the keys that all services have; null for a service that isn't in here.</summary>
    public static ServiceCatalog? Find(string prefix) => Known.GetValueOrDefault(prefix)?.Value;

    /// <summary>The actions that a pattern such as <c>s3:Get*</c> stands for.</summary>
    public IEnumerable<ServiceAction> Matching(string pattern)
    {
        var glob = Glob.Pattern(pattern.ToLowerInvariant(), variables: false);
        return Actions.Where(action => glob.Meets(Glob.Pattern(action.Name.ToLowerInvariant(), variables: false)));
    }

    /// <summary>The action that permits an operation of the service's API that has none of its own name.</summary>
    public string? Permitting(string operation) => operations.GetValueOrDefault(operation);

    /// <summary>Whether there is the condition key; of one for tags the tag's own key follows a slash.</summary>
    public bool HasKey(string key) => keys.Contains(key) || key.Contains('/') && keys.Contains(key[..(key.IndexOf('/') + 1)]);
}

/// <summary>An action of a service.</summary>
/// <param name="Name">The action with its prefix.</param>
/// <param name="ResourceTypes">The types of the resources it can be about; none for an action about no resource.</param>
/// <param name="Resources">Those resources' ARNs.</param>
internal sealed record ServiceAction(string Name, IReadOnlyList<string> ResourceTypes, IReadOnlyList<Glob> Resources);
