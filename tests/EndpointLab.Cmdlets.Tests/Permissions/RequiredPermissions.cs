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
        ["HeadBucket"] = "ListBucket",
        ["HeadObject"] = "GetObject",
        ["ListObjectsV2"] = "ListBucket",
        ["ListObjectVersions"] = "ListBucketVersions",
        ["ListBuckets"] = "ListAllMyBuckets",
        ["DeleteObjects"] = "DeleteObject",
    };

    /// <summary>Where a permission may be narrowed by what EndpointLab names its resources.</summary>
    private static readonly Dictionary<string, string[]> Resources = new()
    {
        ["iam"] = ["arn:aws:iam::*:role/endpointlab/*", "arn:aws:iam::*:instance-profile/endpointlab/*"],
        ["s3"] = ["arn:aws:s3:::*"],
        ["ssm"] = ["arn:aws:ssm:*::parameter/aws/service/ami-amazon-linux-latest/*"],
    };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="verbose">Lines such as "EC2 DescribeVpcs in us-east-1: 1.2 ms".</param>
    public static string Policy(IEnumerable<string> verbose)
    {
        var actions = verbose.Select(line => Call().Match(line)).Where(call => call.Success).Select(Permission).ToHashSet();
        // Everybody may ask who one is, and tags and roles are given in calls that create something else.
        actions.Remove(("sts", "GetCallerIdentity"));
        if (actions.Any(action => action.Service == "ec2" && action.Name.StartsWith("Create", StringComparison.Ordinal)))
        {
            actions.Add(("ec2", "CreateTags"));
        }

        if (actions.Contains(("ec2", "RunInstances")))
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

    private static JsonObject Statement(IGrouping<string, string> service) => new()
    {
        ["Effect"] = "Allow",
        ["Action"] = new JsonArray([.. service.Order(StringComparer.Ordinal).Select(name => (JsonNode)$"{service.Key}:{name}")]),
        ["Resource"] = Resources.TryGetValue(service.Key, out var narrow) ? new JsonArray([.. narrow.Select(arn => (JsonNode)arn)]) : "*",
    };

    private static (string Service, string Name) Permission(Match call)
    {
        var (service, name) = (call.Groups[1].Value.ToLowerInvariant(), call.Groups[2].Value);
        return (service, service == "s3" ? OfS3.GetValueOrDefault(name, name) : name);
    }

    [GeneratedRegex("^(EC2|S3|STS|SSM|IAM) ([A-Za-z0-9]+) in ")]
    private static partial Regex Call();
}
