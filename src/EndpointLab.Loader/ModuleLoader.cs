using System.Management.Automation;
using System.Runtime.Loader;

namespace EndpointLab.Loader;

/// <summary>
/// Lets the cmdlets find EndpointLab's own assemblies, in a load context that other modules' versions of the AWS SDK can't reach.
/// PowerShell runs it when the manifest's nested module is imported, which is before the root module is loaded.
/// </summary>
public sealed class ModuleLoader : IModuleAssemblyInitializer
{
    // A type's initializer runs once, and whoever imports the module meanwhile in another runspace waits for its end.
    static ModuleLoader()
    {
        var folder = Path.Join(Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location), "dependencies");
        var dependencies = new DependencyContext(folder);
        AssemblyLoadContext.Default.Resolving += (_, name) =>
            name.Name!.StartsWith("EndpointLab.", StringComparison.Ordinal) ? dependencies.Find(name) : null;
    }

    /// <summary>Answers for EndpointLab's assemblies from now on. Never unhooked: what has been loaded stays loaded.</summary>
    public void OnImport()
    {
    }
}
