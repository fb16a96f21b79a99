namespace EndpointLab;

internal static class Ec2List
{
    /// <summary>The list parameter of a call: null for none, because the SDK sends an empty list as a parameter without a value.</summary>
    public static List<string>? OrNull(this IEnumerable<string> values) => values.ToList() is { Count: > 0 } list ? list : null;
}
