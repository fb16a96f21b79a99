using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace EndpointLab.Cmdlets.Tests.Structure;

/// <summary>Cmdlets → Core → Policy and Cmdlets → Simulator → Policy: the arrows between the built assemblies.</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData("EndpointLab.Cmdlets", "EndpointLab.Core", "EndpointLab.Policy", "EndpointLab.Simulator")]
    [InlineData("EndpointLab.Core", "EndpointLab.Policy")]
    [InlineData("EndpointLab.Simulator", "EndpointLab.Policy")]
    [InlineData("EndpointLab.Policy")]
    [InlineData("EndpointLab.Loader")]
    public void An_assembly_refers_to_no_other_of_ours_than_these(string assembly, params string[] allowed) =>
        Assert.Empty(References(assembly).Where(name => name.StartsWith("EndpointLab.", StringComparison.Ordinal)).Except(allowed));

    [Theory]
    [InlineData("EndpointLab.Core")]
    [InlineData("EndpointLab.Simulator")]
    [InlineData("EndpointLab.Policy")]
    public void Nothing_under_the_cmdlets_knows_PowerShell(string assembly) =>
        Assert.DoesNotContain("System.Management.Automation", References(assembly));

    // The cmdlets' assembly lives where other modules' SDK would answer for ours, so it may not name the SDK's types at all.
    [Theory]
    [InlineData("EndpointLab.Cmdlets")]
    [InlineData("EndpointLab.Loader")]
    [InlineData("EndpointLab.Simulator")]
    [InlineData("EndpointLab.Policy")]
    public void Only_the_core_uses_the_AWS_SDK(string assembly) =>
        Assert.DoesNotContain(References(assembly), name => name.StartsWith("AWSSDK", StringComparison.Ordinal));

    [Fact]
    public void Only_what_PowerShell_loads_lies_on_top() =>
        Assert.Equal(["EndpointLab.Cmdlets.dll", "EndpointLab.Loader.dll"], Libraries(Repository.ModuleFolder));

    [Fact]
    public void PowerShell_itself_is_not_shipped() =>
        Assert.DoesNotContain("System.Management.Automation.dll", Libraries(Path.Join(Repository.ModuleFolder, "dependencies")));

    [Fact]
    public void The_module_stays_under_25_megabytes() =>
        Assert.InRange(
            new DirectoryInfo(Repository.ModuleFolder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length),
            1,
            25_000_000);

    private static IEnumerable<string> Libraries(string folder) =>
        Directory.EnumerateFiles(folder, "*.dll").Select(Path.GetFileName).Order()!;

    private static List<string> References(string assembly)
    {
        var path = new[] { "", "dependencies" }.Select(
            folder => Path.Join(Repository.ModuleFolder, folder, assembly + ".dll")).Single(File.Exists);
        using var image = new PEReader(File.OpenRead(path));
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
