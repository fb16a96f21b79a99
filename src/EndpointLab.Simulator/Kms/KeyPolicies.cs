using System.Text.Json.Nodes;
using EndpointLab.Policy;
using EndpointLab.Simulator.Iam;

namespace EndpointLab.Simulator.Kms;

/// <summary>The policies of keys ("Key policies in AWS KMS" in its Developer Guide).</summary>
internal static class KeyPolicies
{
    public static readonly Dictionary<string, Func<JsonCall, JsonObject?>> Actions = new()
    {
        ["GetKeyPolicy"] = Get,
        ["ListKeyPolicies"] = call => call.Page("PolicyNames", [KmsKey.PolicyName], name => name),
        ["PutKeyPolicy"] = Put,
    };

    /// <summary>The policy of a key that was made without one: whatever the account's own policies allow.</summary>
    public static string Default(string accountId) =>
        $$"""
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:aws:iam::{{accountId}}:root"
            },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }
        """;

    /// <summary>Reads a policy that a key is to have.</summary>
    /// <exception cref="ServiceException">MalformedPolicyDocumentException: it is none, or locks the caller out.</exception>
    public static PolicyText Read(JsonCall call, string text)
    {
        try
        {
            var policy = PolicyText.Of(text, PolicyKind.Key);
            if (call.Parameters.Flag("BypassPolicyLockoutSafetyCheck") != true
                && !call.Access.Decide("kms:PutKeyPolicy", "*", call.Region.AccountId, [], policy.Document).IsAllowed)
            {
                throw KmsErrors.MalformedPolicyDocument("The new key policy will not allow you to update the key policy in the future.");
            }
            return policy;
        }
        catch (PolicyFormatException error)
        {
            throw KmsErrors.MalformedPolicyDocument(error.Reason);
        }
    }

    private static JsonObject Get(JsonCall call)
    {
        CheckName(call);
        return new() { ["Policy"] = call.Key().Policy.Text, ["PolicyName"] = KmsKey.PolicyName };
    }

    private static JsonObject? Put(JsonCall call)
    {
        CheckName(call);
        call.OwnKey(isKept: false).Policy = Read(call, call.Parameters.Required("Policy"));
        return null;
    }

    private static void CheckName(JsonCall call)
    {
        if (call.Parameters["PolicyName"] is not (null or KmsKey.PolicyName))
            throw new ServiceException("NotFoundException", $"No such policy exists. Only {KmsKey.PolicyName} is supported.");
    }
}
