using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace EndpointLab.Cmdlets.Tests;

/// <summary>A prompt without a person: one runspace with the built module, the language in strict mode, and a host that records.</summary>
internal sealed class LabShell : IDisposable
{
    private readonly Runspace runspace;

    public LabShell()
    {
        runspace = RunspaceFactory.CreateRunspace(Host, InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(
            "Set-StrictMode -Version Latest; Import-Module $args[0] -ErrorAction Stop").AddArgument(Repository.Manifest).Invoke();
    }

    /// <summary>What is written for a person to read (by Out-Default, -WhatIf), and the answers to -Confirm.</summary>
    public RecordingHost Host { get; } = new();

    /// <summary>Runs a script to its end. Arguments arrive as <c>$args</c>.</summary>
    public LabRun Run(string script, params object?[] arguments) => Start(script, arguments).Wait();

    /// <summary>Starts a script and returns at once, for what is to be stopped. One at a time.</summary>
    public LabRun Start(string script, params object?[] arguments)
    {
        var shell = PowerShell.Create(runspace);
        shell.AddScript(script);
        foreach (var argument in arguments) shell.AddArgument(argument);
        return new LabRun(shell);
    }

    /// <summary>The lines a user sees of a script's output in a window 100 columns wide: the default views.</summary>
    public string[] Render(string script, params object?[] arguments)
    {
        Host.Clear();
        var run = Run($"& {{ {script} }} @args | Out-Default", arguments);
        run.ShouldSucceed();
        return Host.Lines;
    }

    public void Dispose() => runspace.Dispose();
}
