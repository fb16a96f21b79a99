namespace EndpointLab.Analysis;

/// <summary>Reads configuration call by call: what is refused is kept, and the rest goes on.</summary>
internal sealed class ConfigurationReads
{
    private readonly List<UnreadConfiguration> unread = [];
    private readonly List<string> assumptions = [];

    public IReadOnlyList<UnreadConfiguration> Unread => unread;

    /// <summary>What is taken for granted in the place of some of that.</summary>
    public IReadOnlyList<string> Assumptions => assumptions;

    /// <summary>Whether nothing is in the place of some.</summary>
    public bool IsUncertain { get; private set; }

    // What S3 answers those who aren't the bucket's owner, and to HEAD, whose answers have no room for a code.
    private static readonly string[] OfS3 = ["MethodNotAllowed", "Forbidden"];

    /// <param name="matter">What is not known where the call is refused, as the end of a sentence.</param>
    /// <returns>Null where it is refused.</returns>
    /// <exception cref="LabException">What is to be read isn't there.</exception>
    public async Task<T?> TryAsync<T>(Func<Task<T>> read, string matter) where T : class
    {
        try
        {
            return await read();
        }
        catch (LabException error) when (IsRefusal(error))
        {
            Add(error, matter);
            return null;
        }
    }

    public static bool IsRefusal(LabException error) => Snapshot.IsRefusal(error) || OfS3.Contains(error.AwsErrorCode);

    public void Add(LabException refusal, string matter) => Add(UnreadOf(refusal, matter));

    public void Add(UnreadConfiguration one)
    {
        unread.Add(one);
        IsUncertain = true;
    }

    /// <summary>Goes on with something that is likely.</summary>
    /// <param name="assumption">What that is, in a sentence.</param>
    public void Assume(LabException refusal, string matter, string assumption)
    {
        unread.Add(UnreadOf(refusal, matter));
        assumptions.Add(assumption);
    }

    private static UnreadConfiguration UnreadOf(LabException refusal, string matter)
    {
        // The SDK has a name of its own for HeadObject.
        var call = refusal.Action?.Split(' ') is [var service, var action]
            ? $"{service.ToLowerInvariant()}:{(action is "GetObjectMetadata" ? "HeadObject" : action)}"
            : "";
        return new(call, $"{refusal.Target}", refusal.AwsErrorCode ?? refusal.ErrorId, $"It is not known {matter}.");
    }
}
