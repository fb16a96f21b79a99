using System.Text;

namespace EndpointLab.Simulator.S3;

/// <summary>GetBucketPolicy, PutBucketPolicy and DeleteBucketPolicy.</summary>
internal static class BucketPolicies
{
    public static CloudResponse Get(S3Call call) =>
        call.Bucket.Policy is { } policy
            ? new(System.Net.HttpStatusCode.OK, "application/json", Encoding.UTF8.GetBytes(policy.Text))
            : throw S3Errors.NoSuchBucketPolicy(call.Bucket.Name);

    public static CloudResponse Put(S3Call call)
    {
        var text = Encoding.UTF8.GetString(call.Content.Bytes);
        try
        {
            var document = Policy.PolicyDocument.Parse(text, Policy.PolicyKind.Resource);
            Check(document, call.Bucket);
            if (document.IsPublic && call.Bucket.PublicAccessBlock?.BlockPolicy == true)
                throw S3Errors.PublicPolicyBlocked(call.Caller.Arn, call.Bucket);
            call.Bucket.Policy = (text, document);
        }
        catch (Policy.PolicyFormatException error)
        {
            throw S3Errors.MalformedPolicy(error.Reason);
        }

        return S3Answer.NoContent();
    }

    public static CloudResponse Delete(S3Call call)
    {
        call.Bucket.Policy = null;
        return S3Answer.NoContent();
    }

    /// <summary>A bucket's policy speaks of S3's actions, on that bucket and its objects.</summary>
    private static void Check(Policy.PolicyDocument document, Bucket bucket)
    {
        foreach (var statement in document.Statements)
        {
            if (statement.Principal!.Names.Any(name => name.IsUniqueId))
                throw S3Errors.MalformedPolicy("Invalid principal in policy");
            if (!statement.Action.Patterns.All(action => Starts(action, "*", "s3:", "s3-object-lambda:")))
                throw S3Errors.MalformedPolicy("Policy has invalid action");
            if (!statement.Resource.Patterns.All(resource =>
                $"{resource}" == bucket.Arn || Starts(resource, "*", $"{bucket.Arn}/", $"{bucket.Arn}*")))
            {
                throw S3Errors.MalformedPolicy("Policy has invalid resource");
            }
        }
    }

    private static bool Starts(Policy.Pattern pattern, params string[] starts) =>
        starts.Any(start => pattern.ToString().StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
