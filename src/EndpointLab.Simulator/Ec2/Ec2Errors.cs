using System.Net;

namespace EndpointLab.Simulator.Ec2;

/// <summary>
/// EC2's refusals, one per error code (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html). Here are those
/// of all actions; each area adds its own in a part of this class. Unknown and malformed ids are <see cref="ResourceKind"/>'s.
/// </summary>
internal static partial class Ec2Errors
{
    public static ServiceException MissingAction() => new("MissingAction", "The request must contain the parameter Action");

    public static ServiceException InvalidAction(string action) =>
        new("InvalidAction", $"The action {action} is not valid for this web service.");

    public static ServiceException MalformedQueryString() =>
        new("MalformedQueryString", "The query string contains a syntax error", HttpStatusCode.NotFound);

    public static ServiceException InvalidCharacter() => new("InvalidCharacter", "A specified character is invalid.");

    public static ServiceException RequestTooLarge(string most) => new(
        "RequestEntityTooLarge", $"The request has more than {most}.", HttpStatusCode.RequestEntityTooLarge);

    public static ServiceException FilterLimitExceeded(int filters, int values) =>
        new("FilterLimitExceeded", $"A call takes at most {filters} filters, each with at most {values} values.");

    public static ServiceException MissingParameter(string name) =>
        new("MissingParameter", $"The request must contain the parameter {AsInMessages(name)}");

    public static ServiceException InvalidParameter(string message) => new("InvalidParameter", message);

    public static ServiceException InvalidParameterValue(string message) => new("InvalidParameterValue", message);

    public static ServiceException InvalidParameterValue(string name, string value, string reason) =>
        InvalidParameterValue($"Value ({value}) for parameter {AsInMessages(name)} is invalid. {reason}");

    public static ServiceException InvalidParameterCombination(string message) => new("InvalidParameterCombination", message);

    public static ServiceException UnsupportedOperation(string message) => new("UnsupportedOperation", message);

    public static ServiceException OperationNotPermitted(string message) => new("OperationNotPermitted", message);

    public static ServiceException DryRunOperation() =>
        new("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", HttpStatusCode.PreconditionFailed);

    public static ServiceException IdempotentParameterMismatch() => new(
        "IdempotentParameterMismatch",
        "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");

    public static ServiceException InvalidNextToken(string token) => new("InvalidNextToken", $"The token '{token}' is invalid");

    public static ServiceException DependencyViolation(string message) => new("DependencyViolation", message);

    public static ServiceException DependencyViolation(string noun, string id) =>
        DependencyViolation($"The {noun} '{id}' has dependencies and cannot be deleted.");

    /// <summary>AWS's messages start a parameter's name in lower case.</summary>
    private static string AsInMessages(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
