namespace EndpointLab.Analysis;

/// <summary>Reads configuration call by call: what is refused is kept, and the rest goes on.</summary>
internal sealed class ConfigurationReads
{
    private readonly List<UnreadConfiguration> unread = [];

    public IReadOnlyList<UnreadConfiguration> Unread => unread;

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
        catch (LabException error) when (Snapshot.IsRefusal(error) || OfS3.Contains(error.AwsErrorCode))
        {
            Add(error, matter);
            return null;
        }
    }

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
