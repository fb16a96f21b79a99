using System.Management.Automation;
using System.Reflection;

namespace EndpointLab.Help;

/// <summary>One parameter as the code declares it.</summary>
/// <param name="Value">The value a cmdlet has where the parameter isn't given; empty for none.</param>
internal sealed record ParameterSyntax(string Name, Type Type, IReadOnlyList<string> Aliases, IReadOnlyList<string> Choices, bool Wildcards, string Value);

/// <summary>What reflection knows of a cmdlet.</summary>
internal sealed record CmdletSyntax(
    string Name,
    IReadOnlyList<ParameterSyntax> Parameters,
    IReadOnlyList<CommandParameterSetInfo> Sets,
    IReadOnlyList<Type> Outputs)
{
    public static IReadOnlyList<CmdletSyntax> ReadAll(Assembly assembly) =>
        [.. assembly.GetTypes().Where(type => type.IsDefined(typeof(CmdletAttribute))).Select(Read).OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];

    /// <summary>
    /// The parameters of a set, without those every cmdlet has: first those that need no name, in the order in which they are typed.
    /// </summary>
    public static IEnumerable<CommandParameterInfo> Own(CommandParameterSetInfo set) =>
        set.Parameters.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
            .OrderBy(parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position);

    private static CmdletSyntax Read(Type type)
    {
        var attribute = type.GetCustomAttribute<CmdletAttribute>()!;
        var name = $"{attribute.VerbName}-{attribute.NounName}";
        var info = new CmdletInfo(name, type);
        var cmdlet = Activator.CreateInstance(type);
        var parameters = info.Parameters.Values.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name)).Select(parameter => new ParameterSyntax(
            parameter.Name,
            parameter.ParameterType,
            parameter.Aliases,
            Choices(parameter),
            parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            Default(type.GetProperty(parameter.Name)?.GetValue(cmdlet))));
        return new(name, [.. parameters], info.ParameterSets,
            [.. type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(output => output.Type).Select(output => output.Type).Distinct()]);
    }

    private static string[] Choices(ParameterMetadata parameter)
    {
        if (parameter.Attributes.OfType<ValidateSetAttribute>().SingleOrDefault() is { } set) return [.. set.ValidValues];
        var type = Nullable.GetUnderlyingType(parameter.ParameterType.GetElementType() ?? parameter.ParameterType) ?? parameter.ParameterType;
        return type.IsEnum ? Enum.GetNames(type) : [];
    }

    private static string Default(object? value) => value switch
    {
        null or SwitchParameter or Array { Length: 0 } => "",
        Array several => string.Join(", ", several.Cast<object>()),
        _ => value.ToString()!,
    };
}
