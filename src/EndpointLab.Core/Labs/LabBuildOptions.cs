namespace EndpointLab.Labs;

/// <summary>What a build needs to know beyond the plan.</summary>
/// <param name="Now">When the lab is begun.</param>
/// <param name="TimeToLive">After what time the lab may be removed; null for never.</param>
/// <param name="Tags">What all of the lab is tagged with besides.</param>
/// <param name="KeyFolder">The folder for the private key.</param>
internal sealed record LabBuildOptions(
    DateTimeOffset Now, TimeSpan? TimeToLive, IReadOnlyDictionary<string, string> Tags, string KeyFolder)
{
    public string? Expires => TimeToLive is { } time ? LabTags.Write(Now + time) : null;
}
