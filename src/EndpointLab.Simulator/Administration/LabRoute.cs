namespace EndpointLab.Simulator.Administration;

/// <summary>What one method of one name under <c>/_lab/</c> does.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Name">The path after <c>/_lab/</c>.</param>
/// <param name="Answer">Takes the body and gives what to answer with.</param>
internal sealed record LabRoute(string Method, string Name, Func<byte[], object> Answer)
{
    public static LabRoute Show(string name, Func<object> show) => new("GET", name, _ => show());

    /// <param name="form">What the body looks like, for whoever sent another one.</param>
    public static LabRoute Change<T>(string method, string name, string form, Func<T, object> change)
        where T : class =>
        new(method, name, body => change(LabJson.Read<T>(body, form)));
}
