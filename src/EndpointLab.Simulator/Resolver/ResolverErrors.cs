namespace EndpointLab.Simulator.Resolver;

/// <summary>Route 53 Resolver's refusals ("Errors" of each action in its API reference).</summary>
internal static class ResolverErrors
{
    public static ServiceException ResourceNotFound(string id) =>
        new("ResourceNotFoundException", $"[RSLVR-02013] The resource with the ID {id} can't be found.");

    public static ServiceException InvalidNextToken() => new("InvalidNextTokenException", "The value of NextToken is not valid.");

    public static ServiceException Conflict(string message) => new("ConflictException", message);

    public static ServiceException Validation(string message) => new("ValidationException", message);
}
