using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EndpointLab.Cmdlets.Tests.Permissions;

/// <summary>The IAM policy that lets somebody make the calls that a command told of with -Verbose.</summary>
internal static partial class RequiredPermissions
{
    /// <summary>
    /// S3's actions that are called otherwise than their permissions ("Required permissions for Amazon S3 API operations"). DeleteObjects
    /// is several of DeleteObject.
    /// </summary>
    private static readonly Dictionary<string, string> OfS3 = new()
    {
        ["PutBucket"] = "CreateBucket",
        ["GetBucketEncryption"] = "GetEncryptionConfiguration",
        ["GetObjectMetadata"] = "GetObject",
        ["GetPublicAccessBlock"] = "GetBucketPublicAccessBlock",
        ["HeadBucket"] = "ListBucket",
        ["ListObjectsV2"] = "ListBucket",
        ["ListObjectVersions"] = "ListBucketVersions",
        ["ListBuckets"] = "ListAllMyBuckets",
        ["DeleteObjects"] = "DeleteObject",
    };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Such as ec2:DescribeVpcs.</summary>
    public static IEnumerable<string> Actions(IEnumerable<string> verbose) =>
        Called(verbose).Select(action => $"{action.Service}:{action.Name}");

    /// <param name="verbose">Lines such as "EC2 DescribeVpcs in us-east-1: 1.2 ms".</param>
    public static string Policy(IEnumerable<string> verbose)
    {
        var actions = Called(verbose);
        // Tags and roles are given in calls that create something else.
        if (actions.Any(action => action.Service == "ec2" && action.Name.StartsWith("Create", StringComparison.Ordinal)))
        {
            actions.Add(("ec2", "CreateTags"));
        }

        if (actions.Contains(("ec2", "RunInstances")) || actions.Contains(("ec2", "AssociateIamInstanceProfile")))
        {
            actions.Add(("iam", "PassRole"));
        }

        if (actions.Contains(("s3", "CreateBucket")))
        {
            actions.Add(("s3", "TagResource"));
        }

        if (actions.Contains(("iam", "CreateRole")))
        {
            actions.UnionWith([("iam", "TagRole"), ("iam", "TagInstanceProfile")]);
        }

        JsonObject policy = new()
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(
                [.. actions.GroupBy(action => action.Service, action => action.Name).OrderBy(group => group.Key).Select(Statement)]),
        };
        return policy.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    private static HashSet<(string Service, string Name)> Called(IEnumerable<string> verbose)
    {
        var actions = verbose.Select(line => Call().Match(line)).Where(call => call.Success).Select(Permission).ToHashSet();
        // Everybody may ask who one is.
        actions.Remove(("sts", "GetCallerIdentity"));
        return actions;
    }

    private static JsonObject Statement(IGrouping<string, string> service) => new()
    {
        ["Effect"] = "Allow",
        ["Action"] = new JsonArray([.. service.Order(StringComparer.Ordinal).Select(name => (JsonNode)$"{service.Key}:{name}")]),
        ["Resource"] = service.Key switch
        {
            // Only the roles that it makes itself are ever changed.
            "iam" when service.Any(Changes) =>
                new JsonArray("arn:aws:iam::*:role/endpointlab/*", "arn:aws:iam::*:instance-profile/endpointlab/*"),
            "s3" => "arn:aws:s3:::*",
            "ssm" => "arn:aws:ssm:*::parameter/aws/service/ami-amazon-linux-latest/*",
            _ => "*",
        },
    };

    private static bool Changes(string action) =>
        !action.StartsWith("Get", StringComparison.Ordinal) && !action.StartsWith("List", StringComparison.Ordinal);

    private static (string Service, string Name) Permission(Match call)
    {
        var (service, name) = (call.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant(), call.Groups[2].Value);
        return (service, service == "s3" ? OfS3.GetValueOrDefault(name, name) : name);
    }

    [GeneratedRegex("^([A-Z][A-Za-z0-9 ]+) ([A-Z][A-Za-z0-9]+) in [a-z0-9-]+: ")]
    private static partial Regex Call();
}
