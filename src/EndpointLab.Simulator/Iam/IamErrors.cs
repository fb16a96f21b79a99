using System.Net;

namespace EndpointLab.Simulator.Iam;

/// <summary>IAM's refusals, one per error code ("Common errors" and each action's own in the IAM API Reference), in AWS's words.</summary>
internal static class IamErrors
{
    public static ServiceException NoSuchEntity(string message) => new("NoSuchEntity", message, HttpStatusCode.NotFound);

    public static ServiceException NoSuchRole(string name) => NoSuchEntity($"The role with name {name} cannot be found.");

    public static ServiceException NoSuchUser(string name) => NoSuchEntity($"The user with name {name} cannot be found.");

    public static ServiceException NoSuchPolicy(string arn) => NoSuchEntity($"Policy {arn} was not found.");

    public static ServiceException NotAttachable(string arn) =>
        NoSuchEntity($"Policy {arn} does not exist or is not attachable.");

    public static ServiceException NoSuchInstanceProfile(string name) => NoSuchEntity($"Instance Profile {name} cannot be found.");

    public static ServiceException EntityAlreadyExists(string message) => new("EntityAlreadyExists", message, HttpStatusCode.Conflict);

    public static ServiceException DeleteConflict(string message) => new("DeleteConflict", message, HttpStatusCode.Conflict);

    public static ServiceException LimitExceeded(string message) => new("LimitExceeded", message, HttpStatusCode.Conflict);

    public static ServiceException QuotaExceeded(string quota, int most) => LimitExceeded($"Cannot exceed quota for {quota}: {most}");

    public static ServiceException MalformedPolicyDocument(string reason) => new("MalformedPolicyDocument", reason);

    public static ServiceException InvalidInput(string message) => new("InvalidInput", message);

    public static ServiceException Validation(string message) => new("ValidationError", message);

    public static ServiceException Constraint(string name, string? value, string constraint) => Validation(
        $"1 validation error detected: Value {(value is null ? "null" : $"'{value}'")} at '{InMessages(name)}' "
            + $"failed to satisfy constraint: {constraint}");

    public static ServiceException AwsPolicy(string arn) => new(
        "AccessDenied", $"Policy {arn} is an AWS managed policy, which cannot be changed.", HttpStatusCode.Forbidden);

    /// <summary>AWS's messages start a parameter's name in lower case.</summary>
    public static string InMessages(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
