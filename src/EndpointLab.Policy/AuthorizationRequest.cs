namespace EndpointLab.Policy;

/// <summary>A request to be decided.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Action">What for, such as <c>s3:GetObject</c>.</param>
/// <param name="Resource">The ARN of what the action is about, or <c>*</c> for an action about no resource.</param>
/// <param name="ResourceAccountId">The account that owns the resource.</param>
public sealed record AuthorizationRequest(Caller Caller, string Action, string Resource, string ResourceAccountId)
{
    private readonly Dictionary<string, string[]> context = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The values of the request's condition keys, such as <c>aws:SourceIp</c>. Names are compared without case. Keys of the caller
    /// (<c>aws:PrincipalArn</c> and the like) and <c>aws:ResourceAccount</c> need not be given.
    /// </summary>
    public IEnumerable<KeyValuePair<string, string[]>> Context
    {
        get => context;
        init => context = new(value, StringComparer.OrdinalIgnoreCase);
    }

    internal bool IsCrossAccount => Caller.AccountId != ResourceAccountId;

    /// <summary>The values of a condition key; none where the request lacks it.</summary>
    internal string[] this[string key] =>
        context.TryGetValue(key, out var values) ? values
        : key.Equals("aws:ResourceAccount", StringComparison.OrdinalIgnoreCase) ? [ResourceAccountId]
        : Caller.ConditionKey(key) is { } value ? [value]
        : [];
}
