using System.Text;

namespace EndpointLab.Policy.Linting;

/// <summary>Looks through a policy for what AWS accepts but seldom means what its author meant, and for what AWS refuses.</summary>
public static class PolicyLint
{
    private const int LongestEndpointPolicy = 20_480;
    private const int LongestBucketPolicy = 20 * 1024;

    /// <summary>Everything found in a policy, in the order of its lines. A text that is no policy has this one finding.</summary>
    public static IReadOnlyList<Finding> Check(string json, PolicyKind kind)
    {
        try
        {
            var root = PolicyJson.Parse(json);
            var document = PolicyReader.Read(root, kind);
            var statements = document.Statements.Zip(
                root.Find("Statement")!.OneOrMany, (statement, place) => new LintedStatement(document, statement, place)).ToList();
            return
            [
                .. Size(json, root, kind)
                    .Concat(NoAllow(root, document))
                    .Concat(statements.SelectMany(PrincipalRules.Check))
                    .Concat(statements.SelectMany(ActionRules.Check))
                    .Concat(statements.SelectMany(ConditionRules.Check))
                    .OrderBy(finding => finding.Line),
            ];
        }
        catch (PolicyFormatException error)
        {
            var source = kind is PolicyKind.GatewayEndpoint or PolicyKind.InterfaceEndpoint ? AwsPages.EndpointPolicies : AwsPages.Grammar;
            return [new(PolicyRule.Malformed, FindingSeverity.Error, error.Path, error.Line, error.Message, source)];
        }
    }

    private static IEnumerable<Finding> Size(string json, PolicyJson root, PolicyKind kind)
    {
        if (kind is PolicyKind.GatewayEndpoint or PolicyKind.InterfaceEndpoint && json.Length > LongestEndpointPolicy)
        {
            yield return Finding.Error(PolicyRule.TooLong, root,
                $"The policy has {json.Length} characters, white space included; that of an endpoint may have {LongestEndpointPolicy}.",
                AwsPages.EndpointPolicies);
        }
        else if (kind is PolicyKind.Resource && Encoding.UTF8.GetByteCount(json) is > LongestBucketPolicy and var length)
        {
            yield return Finding.Error(PolicyRule.TooLong, root,
                $"The policy has {length} bytes; a bucket's may have {LongestBucketPolicy}.", AwsPages.BucketPolicies);
        }
    }

    private static IEnumerable<Finding> NoAllow(PolicyJson root, PolicyDocument document)
    {
        if (document.Kind is PolicyKind.Resource || document.Statements.Any(statement => statement.Effect is Effect.Allow))
            yield break;
        var place = root.Find("Statement")!;
        yield return document.Kind switch
        {
            PolicyKind.Identity => Finding.Warning(PolicyRule.NoAllow, place,
                "No statement allows anything, so this policy only takes away from what others allow.", AwsPages.Evaluation),
            PolicyKind.PermissionsBoundary => Finding.Error(PolicyRule.NoAllow, place,
                "No statement allows anything, so whoever has this boundary can do nothing.", AwsPages.Evaluation),
            _ => Finding.Error(PolicyRule.NoAllow, place,
                "No statement allows anything, so nothing gets through the endpoint.", AwsPages.EndpointPolicies),
        };
    }
}
