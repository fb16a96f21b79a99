namespace EndpointLab.Policy.Linting;

/// <summary>What is found in <c>Action</c> and <c>Resource</c>, and their <c>Not…</c> forms.</summary>
internal static class ActionRules
{
    /// <summary>What an S3 action about no resource is decided on: AWS's own policies name it <c>arn:aws:s3:::*</c>.</summary>
    private static readonly Glob[] AllBuckets = [Glob.Arn("arn:${Partition}:s3:::*")];

    private static readonly Glob[] NoResource = [Glob.Arn("*")];

    public static IEnumerable<Finding> Check(LintedStatement linted) =>
        linted.Element("Action")!.OneOrMany.SelectMany(place => CheckAction(linted, place)).Concat(CheckVariables(linted));

    private static IEnumerable<Finding> CheckAction(LintedStatement linted, PolicyJson place)
    {
        if (place.Text.Split(':') is not [var prefix, var name] || ServiceCatalog.Find(prefix) is not { } service)
            yield break;
        var actions = service.Matching(place.Text).ToList();
        if (actions.Count == 0)
        {
            var advice = service.Permitting(name) is { } permitting ? $" That operation is permitted by {permitting}." : "";
            yield return Finding.Error(
                PolicyRule.UnknownAction, place, $"There is no action {place.Text}.{advice}", AwsPages.Service(service.Prefix));
        }
        else if (linted.Statement is { Action.Excluded: false, Resource.Excluded: false })
        {
            var resources = linted.Element("Resource")!.OneOrMany.Select(item => Glob.Pattern(item.Text, linted.HasVariables)).ToList();
            if (!actions.Exists(action => Resources(service, action).Any(form => resources.Exists(form.Meets))))
            {
                yield return Finding.Error(
                    PolicyRule.ResourceNeverMatches, place, Advice(linted, place, actions), AwsPages.Service(service.Prefix));
            }
        }
    }

    private static IReadOnlyList<Glob> Resources(ServiceCatalog service, ServiceAction action) =>
        action.Resources.Count > 0 ? action.Resources
        : service.Prefix is "s3" ? AllBuckets
        : NoResource;

    private static string Advice(LintedStatement linted, PolicyJson place, List<ServiceAction> actions)
    {
        var named = linted.Element("Resource")!.OneOrMany.First().Text;
        var types = actions.SelectMany(action => action.ResourceTypes).Distinct().ToList();
        var bucket = named.Split('/')[0];
        return types.Count == 0 ? $"{place.Text} is about no resource of its own. Its statement needs \"*\" as Resource, not {named}."
            : types.Contains("object") ? $"{place.Text} is about objects, and {named} is none. Its Resource is {bucket}/*."
            : types.Contains("bucket") ? $"{place.Text} is about a bucket, and {named} is none. Its Resource is {bucket}."
            : $"{place.Text} is about {string.Join(" or ", types)}, and {named} is none.";
    }

    private static IEnumerable<Finding> CheckVariables(LintedStatement linted)
    {
        foreach (var place in linted.Element("Resource")!.OneOrMany.Concat(linted.Conditions.SelectMany(pair => pair.Place.OneOrMany)))
        {
            if (!linted.HasVariables && place.Text.Contains("${", StringComparison.Ordinal))
            {
                yield return Finding.Error(PolicyRule.VariablesNeedVersion, place,
                    $"In Version {linted.Document.Version} {place.Text} is plain text. Write \"Version\": \"2012-10-17\" for a variable.",
                    AwsPages.Variables);
            }
        }
    }
}
