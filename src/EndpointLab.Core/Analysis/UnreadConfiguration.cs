namespace EndpointLab;

/// <summary>A part of the configuration that could not be read, so that what depends on it is not known.</summary>
/// <param name="Call">The API call that was refused, which is also the permission that lacks.</param>
/// <param name="ResourceId">What it was about.</param>
/// <param name="ErrorCode">AWS's code.</param>
/// <param name="Consequence">What is not known for that, in one sentence.</param>
public sealed record UnreadConfiguration(string Call, string ResourceId, string ErrorCode, string Consequence)
{
    public override string ToString() => $"{Call} of {ResourceId} is refused ({ErrorCode}): {Consequence}";
}
