namespace EndpointLab;

/// <summary>What a probe is to show.</summary>
/// <param name="Result">Null for nothing.</param>
/// <param name="Via">The gateway or endpoint that the request is to leave by; null for any.</param>
public sealed record Expectation(ProbeResult? Result, string? Via);
