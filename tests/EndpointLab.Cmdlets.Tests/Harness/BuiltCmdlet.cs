using System.Management.Automation;
using System.Reflection;

namespace EndpointLab.Cmdlets.Tests;

/// <summary>One cmdlet of the built module, by reflection.</summary>
internal sealed record BuiltCmdlet(Type Type, CmdletAttribute Attribute)
{
    public string Name => $"{Attribute.VerbName}-{Attribute.NounName}";

    public IEnumerable<Type> OutputTypes =>
        Type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(output => output.Type).Select(type => type.Type);

    public IEnumerable<PropertyInfo> Parameters => Type.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute)));

    public override string ToString() => Name;

    /// <summary>Every cmdlet of the assembly PowerShell loads, exported or not.</summary>
    public static IReadOnlyList<BuiltCmdlet> All { get; } = Load();

    private static List<BuiltCmdlet> Load()
    {
        using var shell = new LabShell();
        return [.. AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == "EndpointLab.Cmdlets").GetTypes()
            .Where(type => !type.IsAbstract && type.IsDefined(typeof(CmdletAttribute)))
            .Select(type => new BuiltCmdlet(type, type.GetCustomAttribute<CmdletAttribute>()!))
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];
    }
}
