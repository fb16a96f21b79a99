using System.Text.Json;

namespace EndpointLab;

/// <summary>The states of a VPC endpoint, in the API reference's spelling, and which of them can follow which.</summary>
public static class EndpointStates
{
    public const string PendingAcceptance = nameof(PendingAcceptance);
    public const string Pending = nameof(Pending);
    public const string Available = nameof(Available);
    public const string Rejected = nameof(Rejected);
    public const string Expired = nameof(Expired);
    public const string Failed = nameof(Failed);
    public const string Deleting = nameof(Deleting);
    public const string Deleted = nameof(Deleted);
    public const string Partial = nameof(Partial);

    /// <summary>Caused by AWS, the provider (accepts, rejects) or the consumer (modifies, deletes).</summary>
    internal static readonly StateGraph Graph = new("a VPC endpoint", new Dictionary<string, string[]>
    {
        [PendingAcceptance] = [Pending, Rejected, Expired, Deleting],
        [Pending] = [Available, Failed, Partial, Deleting],
        [Available] = [Pending, Rejected, Partial, Deleting],
        [Partial] = [Pending, Available, Failed, Rejected, Deleting],
        [Rejected] = [Deleting],
        [Expired] = [Deleting],
        [Failed] = [Deleting],
        [Deleting] = [Deleted],
        [Deleted] = [],
    });

    /// <summary>The spelling of the wire and of filters, such as pendingAcceptance.</summary>
    public static string OnWire(string state) => JsonNamingPolicy.CamelCase.ConvertName(state);
}
