namespace EndpointLab.Simulator.Wire;

/// <summary>An HTTP request as it reaches the cloud, in process or over loopback.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Uri">The absolute URI; its host is the Host header's.</param>
/// <param name="Headers">All headers, by name without regard to case; several values are joined by ", ".</param>
/// <param name="Body">The body as it was sent, still in any content encoding.</param>
internal sealed record CloudRequest(string Method, Uri Uri, Dictionary<string, string> Headers, byte[] Body);
