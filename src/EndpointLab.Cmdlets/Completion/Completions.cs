using System.Management.Automation;

namespace EndpointLab.Cmdlets.Completion;

internal static class Completions
{
    /// <summary>What begins with the word, sorted, with a tooltip each.</summary>
    public static IEnumerable<CompletionResult> Of(string word, IEnumerable<(string Value, string Tooltip)> candidates) => candidates
        .Where(candidate => candidate.Value.StartsWith(word.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
        .OrderBy(candidate => candidate.Value, StringComparer.Ordinal)
        .Select(candidate => new CompletionResult(
            candidate.Value,
            candidate.Value,
            CompletionResultType.ParameterValue,
            candidate.Tooltip.Length > 0 ? candidate.Tooltip : candidate.Value));
}
