namespace EndpointLab;

/// <summary>One resource to wait for.</summary>
/// <param name="Lab">The session that it is read through.</param>
/// <param name="Known">How it was last known, for the case that it is gone before the first look.</param>
internal sealed record WaitItem<T>(LabOperation Lab, string Id, T? Known = null) where T : LabResource;
