namespace EndpointLab.Cmdlets.Arguments;

/// <summary>Parameters of which exactly one has to be given, where parameter sets would multiply.</summary>
internal static class ExactlyOne
{
    /// <returns>The value that was given.</returns>
    /// <exception cref="LabException">None was given, or more than one.</exception>
    public static object Of(params IReadOnlyList<(string Name, object? Value)> parameters)
    {
        var given = parameters.Where(parameter => parameter.Value is not null and not false).ToList();
        var names = $"{string.Join(", ", parameters.SkipLast(1).Select(parameter => $"-{parameter.Name}"))} or -{parameters[^1].Name}";
        return given switch
        {
            [var only] => only.Value!,
            [] => throw new LabException(ErrorId.InvalidArgument, $"One of {names} is missing.", "Add one of them."),
            _ => throw new LabException(
                ErrorId.InvalidArgument,
                $"{string.Join(" and ", given.Select(parameter => $"-{parameter.Name}"))} can't be used together.",
                $"Give only one of {names}."),
        };
    }
}
