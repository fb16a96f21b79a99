using System.Reflection;
using System.Runtime.Loader;
using EndpointLab.Help;

// dotnet EndpointLab.Help.dll <module folder> <docs/cmdlets> <help file>
var (module, pages, helpFile) = (args[0], Path.GetFullPath(args[1]), args[2]);
AssemblyLoadContext.Default.Resolving += (context, name) =>
    Path.Join(module, "dependencies", name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;

var errors = new List<HelpError>();
var cmdlets = CmdletSyntax.ReadAll(Assembly.LoadFrom(Path.Join(module, "EndpointLab.Cmdlets.dll")));
var topics = Topics.Match(cmdlets, pages, errors);
errors.ForEach(error => Console.Error.WriteLine(error));
if (errors.Count > 0) return 1;

Directory.CreateDirectory(Path.GetDirectoryName(helpFile)!);
MamlWriter.Write(topics).Save(helpFile);
return 0;
