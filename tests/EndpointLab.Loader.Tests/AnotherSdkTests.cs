using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.Loader;

namespace EndpointLab.Loader.Tests;

/// <summary>Alone in its process: what is loaded there first decides.</summary>
public sealed class AnotherSdkTests
{
    private const int Runspaces = 8;

    [Fact]
    public async Task A_call_works_in_all_runspaces_that_import_at_once_although_another_AWS_SDK_was_loaded_first()
    {
        var another = Assembly.LoadFrom(Metadata("AnotherAwsSdk"));

        string[] blocks = [.. Enumerable.Range(20, Runspaces).Select(number => $"10.{number}.0.0/16")];
        using Barrier start = new(Runspaces);
        Assert.Equal(blocks, await Task.WhenAll(blocks.Select(block =>
            Task.Factory.StartNew(() => CreateVpc(block, start), Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default))));

        var loaded = AssemblyLoadContext.All.SelectMany(context => context.Assemblies)
            .Where(assembly => assembly.GetName().Name == "AWSSDK.Core")
            .ToDictionary(assembly => AssemblyLoadContext.GetLoadContext(assembly)!.Name!);
        Assert.Equal(["Default", "EndpointLab"], loaded.Keys.Order());
        Assert.Same(another, loaded["Default"]);
        Assert.StartsWith(Path.GetDirectoryName(Metadata("Manifest"))!, loaded["EndpointLab"].Location, StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string CreateVpc(string cidrBlock, Barrier start)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        start.SignalAndWait(Cancel);
        shell.AddScript("""
            $ErrorActionPreference = 'Stop'
            Import-Module $args[0]
            $null = Connect-LabSession -Region eu-west-1
            (New-LabVpc -CidrBlock $args[1]).CidrBlock
            """).AddArgument(Metadata("Manifest")).AddArgument(cidrBlock);
        return shell.Invoke<string>().Single();
    }

    private static string Metadata(string key) =>
        typeof(AnotherSdkTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
