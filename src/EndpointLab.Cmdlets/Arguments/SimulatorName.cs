namespace EndpointLab.Cmdlets.Arguments;

/// <summary>A name of the simulator's vocabulary, as a user gives it.</summary>
internal static class SimulatorName
{
    /// <summary>The name in the simulator's spelling, of whatever case.</summary>
    /// <param name="noun">What has the names, in words.</param>
    /// <exception cref="LabException">There is no such name.</exception>
    public static string Require(string noun, string name, IReadOnlyList<string> all) =>
        all.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new LabException(
            ErrorId.InvalidArgument, $"A simulator has no {noun} '{name}'.", $"There are {string.Join(", ", all)}.", name);
}
