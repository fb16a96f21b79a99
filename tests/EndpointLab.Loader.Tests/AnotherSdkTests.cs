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

    [Theory]
    [InlineData(
        "$StoredAWSCredentials = $args[1]; $StoredAWSRegion = 'eu-west-3'; $aws = Connect-LabSession -Aws -EndpointUrl $server.EndpointUrl",
        true)]
    [InlineData("$aws = Connect-LabSession -Aws -EndpointUrl $server.EndpointUrl -Region eu-west-3 -Credential $args[1]", false)]
    public void Credentials_of_another_AWS_SDK_are_used_and_refreshed_there(string connect, bool wrapped)
    {
        var type = Assembly.LoadFrom(Metadata("AnotherAwsSdk")).GetType("Amazon.Runtime.EnvironmentVariablesAWSCredentials")!;
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "111122223333");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "secret");
        var credentials = Activator.CreateInstance(type)!;
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddScript($$"""
            $ErrorActionPreference = 'Stop'
            Import-Module $args[0]
            $cloud = Connect-LabSession -AccountId 999999999999
            $server = Start-LabSimulator -Port 0 -Session $cloud
            {{connect}}
            $aws.AccountId
            [Environment]::SetEnvironmentVariable('AWS_ACCESS_KEY_ID', '444455556666')
            $vpc = New-LabVpc 10.0.0.0/16 -Session $aws
            $other = Connect-LabSession -Cloud $cloud -AccountId 444455556666 -Region eu-west-3
            (Get-LabVpc $vpc.VpcId -Session $other).CidrBlock
            $server | Stop-LabSimulator
            """).AddArgument(Metadata("Manifest")).AddArgument(wrapped ? new Wrapper(credentials) : credentials);
        Assert.Equal(["111122223333", "10.0.0.0/16"], shell.Invoke<string>());
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

    /// <summary>As AWS.Tools wraps credentials in $StoredAWSCredentials.</summary>
    private sealed class Wrapper(object credentials)
    {
        internal object Credentials { get; } = credentials;
    }

    private static string Metadata(string key) =>
        typeof(AnotherSdkTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
