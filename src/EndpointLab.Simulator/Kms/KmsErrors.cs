namespace EndpointLab.Simulator.Kms;

/// <summary>KMS's refusals ("Errors" of each action in its API reference).</summary>
internal static class KmsErrors
{
    public static ServiceException KeyNotFound(string arn) => new("NotFoundException", $"Key '{arn}' does not exist");

    public static ServiceException AliasNotFound(string arn) => new("NotFoundException", $"Alias {arn} is not found.");

    public static ServiceException Disabled(KmsKey key) => new("DisabledException", $"{key.Arn} is disabled.");

    public static ServiceException PendingDeletion(KmsKey key) => new("KMSInvalidStateException", $"{key.Arn} is pending deletion.");

    public static ServiceException ManagedByAws(KmsKey key, Policy.Caller caller) => new(
        "AccessDeniedException",
        $"User: {caller} is not authorized to perform this operation on resource: {key.Arn} because no resource-based policy allows it");

    public static ServiceException InvalidState(string message) => new("KMSInvalidStateException", message);

    public static ServiceException MalformedPolicyDocument(string message) => new("MalformedPolicyDocumentException", message);

    public static ServiceException AlreadyExists(string arn) =>
        new("AlreadyExistsException", $"An alias with the name {arn} already exists");

    public static ServiceException InvalidMarker() => new("InvalidMarkerException", "The marker is not valid.");

    public static ServiceException InvalidAliasName(string message) => new("InvalidAliasNameException", message);

    public static ServiceException Tag(string message) => new("TagException", message);

    public static ServiceException Unsupported(string message) => new("UnsupportedOperationException", message);
}
