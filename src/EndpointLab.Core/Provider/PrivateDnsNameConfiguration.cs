namespace EndpointLab;

/// <summary>How the provider proves to own a service's private DNS name: with a record in the public DNS.</summary>
/// <param name="State">pendingVerification, verified or failed.</param>
/// <param name="Type">The type of the record, TXT.</param>
/// <param name="Name">The name of the record, below the domain.</param>
/// <param name="Value">The value of the record.</param>
public sealed record PrivateDnsNameConfiguration(string State, string? Type, string? Name, string? Value);
