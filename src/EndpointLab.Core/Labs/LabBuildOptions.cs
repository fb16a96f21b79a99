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

    /// <summary>What of it changes nothing of a lab that is there, each in a sentence.</summary>
    public IEnumerable<string> WithoutEffectOn(LabInventory there)
    {
        if (there.Vpc is not { } vpc)
        {
            yield break;
        }

        if (TimeToLive is not null)
        {
            var expires = LabTags.ReadTime(vpc.Tags, LabTags.Expires) is { } time
                ? $"keeps its expiry, {LabTags.Write(time)}"
                : "still never expires";
            yield return $"The lab {there.Name} was begun before and {expires}: -TimeToLive is for a new lab.";
        }

        if (Tags.Any(tag => vpc.Tags.GetValueOrDefault(tag.Key) != tag.Value))
        {
            yield return $"What there is of the lab {there.Name} keeps its tags: -Tag is for what is made now.";
        }
    }
}
