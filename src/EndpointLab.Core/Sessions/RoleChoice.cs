namespace EndpointLab;

/// <summary>A role to assume, and what its trust policy may ask for.</summary>
/// <param name="SessionName">How the session shows in the role's account.</param>
/// <param name="MfaSerial">The serial number or ARN of the device that the codes come from.</param>
/// <param name="TokenCode">Its code just now; null to ask for it.</param>
internal sealed record RoleChoice(string Arn, string SessionName, string? ExternalId, string? MfaSerial, string? TokenCode);
