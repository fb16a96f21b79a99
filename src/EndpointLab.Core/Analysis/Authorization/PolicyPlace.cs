using EndpointLab.Policy;

namespace EndpointLab.Analysis;

/// <summary>Where a policy is kept.</summary>
/// <param name="ResourceId">The id, name or ARN of what it belongs to, as a finding shows it.</param>
/// <param name="Label">What a sentence calls the policy, such as "the bucket policy".</param>
/// <param name="Amend">The change of configuration that an edit of it is; null where the account can't edit it.</param>
/// <param name="IsShared">Whether others than the caller may have it, who get what it allows as well.</param>
internal sealed record PolicyPlace(
    PolicyKind Kind, string ResourceId, string Label, Func<PolicyEdit, Change>? Amend, bool IsShared = false);
