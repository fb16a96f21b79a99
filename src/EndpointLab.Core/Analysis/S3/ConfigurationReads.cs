namespace EndpointLab.Analysis;

/// <summary>Reads configuration call by call: what is refused is kept, and the rest goes on.</summary>
internal sealed class ConfigurationReads
{
    private readonly List<UnreadConfiguration> unread = [];

    private readonly List<string> assumptions = [];

    public IReadOnlyList<UnreadConfiguration> Unread => unread;

    public IReadOnlyList<string> Assumptions => assumptions;

    // What S3 answers those who aren't the bucket's owner, and to HEAD, whose answers have no room for a code.
    private static readonly string[] OfS3 = ["MethodNotAllowed", "Forbidden"];

    /// <param name="matter">What is not known where the call is refused, as the beginning of a sentence.</param>
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

    /// <summary>Takes something for granted that could not be read.</summary>
    public void Assume(string assumption) => assumptions.Add(assumption);

    public void Add(LabException error, string matter)
    {
        // The SDK has a name of its own for HeadObject.
        var call = error.Action?.Split(' ') is [var service, var action]
            ? $"{service.ToLowerInvariant()}:{(action is "GetObjectMetadata" ? "HeadObject" : action)}"
            : "";
        unread.Add(new(call, $"{error.Target}", error.AwsErrorCode ?? error.ErrorId, $"{matter} is not known."));
    }

    public void Add(UnreadConfiguration one) => unread.Add(one);
}
