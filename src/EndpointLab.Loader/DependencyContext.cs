using System.Reflection;
using System.Runtime.Loader;

namespace EndpointLab.Loader;

/// <summary>The assemblies in one folder, by name and version, apart from whatever versions the process has loaded already.</summary>
internal sealed class DependencyContext(string folder) : AssemblyLoadContext("EndpointLab")
{
    /// <summary>The assembly of this name in the folder, or null if the folder has none or another version of it.</summary>
    public Assembly? Find(AssemblyName name)
    {
        var path = Path.Join(folder, name.Name + ".dll");
        return File.Exists(path) && AssemblyName.GetAssemblyName(path).Version == name.Version ? LoadFromAssemblyPath(path) : null;
    }

    // What the folder has comes from there, even where the process holds another version of it; the rest (the runtime) is the process's.
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Join(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
