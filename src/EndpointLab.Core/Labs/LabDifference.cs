namespace EndpointLab.Labs;

/// <summary>Something about a resource that isn't as planned.</summary>
/// <param name="Text">One sentence.</param>
/// <param name="Mend">Makes what lacks; null where nothing lacks, but something is other than planned.</param>
internal sealed record LabDifference(string Text, Func<Task>? Mend = null);
