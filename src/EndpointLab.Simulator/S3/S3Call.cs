using System.Globalization;
using EndpointLab.Simulator.Iam;

namespace EndpointLab.Simulator.S3;

/// <summary>One request to S3: what it is about, who makes it, and what it may do.</summary>
internal sealed class S3Call(
    CloudRequest request,
    Caller caller,
    S3Address address,
    AccessCheck access,
    S3Buckets buckets,
    Cloud cloud,
    Lazy<S3Content> content)
{
    public CloudRequest Request => request;

    public Caller Caller => caller;

    public S3Address Address => address;

    public AccessCheck Access => access;

    public S3Buckets Buckets => buckets;

    public Cloud Cloud => cloud;

    public DateTimeOffset Now => cloud.Now.Time;

    public Dictionary<string, string> Query { get; } = PercentEncoding.Query(request.Uri) ?? throw S3Errors.InvalidUri(request.Uri);

    public string Key => address.Key;

    /// <summary>The bucket that the request names.</summary>
    /// <exception cref="ServiceException">NoSuchBucket.</exception>
    public Bucket Bucket => buckets.Find(address.Bucket!) ?? throw S3Errors.NoSuchBucket(address.Bucket!);

    /// <summary>The body.</summary>
    /// <exception cref="ServiceException">The body is not what its headers or trailers say.</exception>
    public S3Content Content => content.Value;

    public string? Header(string name) => request.Headers.GetValueOrDefault(name);

    /// <summary>A number in the query.</summary>
    /// <exception cref="ServiceException">InvalidArgument.</exception>
    public int Number(string name, int otherwise) =>
        !Query.TryGetValue(name, out var text) || text.Length == 0 ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, text);
}
