using System.Collections;
using System.Management.Automation.Language;
using System.Reflection;

namespace EndpointLab.Cmdlets.Tests.Structure;

public sealed class ManifestTests
{
    private static readonly Hashtable Manifest = (Hashtable)Parser.ParseFile(Repository.Manifest, out _, out _)
        .Find(node => node is HashtableAst, searchNestedScriptBlocks: false)!.SafeGetValue();

    [Fact]
    public void The_manifest_exports_exactly_the_cmdlets_there_are_in_order() =>
        Assert.Equal(BuiltCmdlet.All.Select(cmdlet => cmdlet.Name), ((object[])Manifest["CmdletsToExport"]!).Cast<string>());

    [Fact]
    public void The_module_has_the_version_its_assemblies_have() =>
        Assert.Equal(
            AssemblyName.GetAssemblyName(Path.Join(Repository.ModuleFolder, "EndpointLab.Cmdlets.dll")).Version!.ToString(3),
            Manifest["ModuleVersion"]);
}
