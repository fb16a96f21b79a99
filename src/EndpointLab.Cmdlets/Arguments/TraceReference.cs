using System.Management.Automation;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>What a trace of access to S3 asked about: the trace itself, or an object with its properties, such as one from JSON.</summary>
public sealed class TraceReference(object value)
{
    private readonly PSObject trace = PSObject.AsPSObject(value);

    internal string? SessionId => Text(nameof(S3AccessTrace.SessionId));

    /// <exception cref="LabException">It is something else.</exception>
    internal S3AccessQuery Query => Text(nameof(S3AccessTrace.From)) is { } from && Text(nameof(S3AccessTrace.ClientRegion)) is { } region
        ? new(from, Text(nameof(S3AccessTrace.Bucket)), new(
            region,
            Of<bool>(nameof(S3AccessTrace.UseDualStack)),
            Of<StsEndpoint>(nameof(S3AccessTrace.StsEndpoint)),
            Text(nameof(S3AccessTrace.AskedEndpointId))))
        {
            Key = Text(nameof(S3AccessTrace.Key)),
            Action = Of<S3Action>(nameof(S3AccessTrace.Action)),
            Principal = Text(nameof(S3AccessTrace.AskedPrincipal)),
        }
        : throw new LabException(
            ErrorId.WrongResource,
            $"An object of type {trace.TypeNames[0].Split('.')[^1]} is not a trace of access to S3.",
            "Pipe what Trace-LabS3Access emits.",
            trace.BaseObject);

    /// <exception cref="LabException">It was made in another account, Region or cloud.</exception>
    internal void RequireVisibleIn(LabSession session) =>
        ResourceReference.RequireVisible(trace, () => $"The trace from {Query.From}", session);

    private string? Text(string name) => trace.Properties[name]?.Value as string;

    private T Of<T>(string name) => LanguagePrimitives.ConvertTo<T>(trace.Properties[name]?.Value);
}
