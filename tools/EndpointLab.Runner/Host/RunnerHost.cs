using System.Globalization;
using System.Management.Automation.Host;
using System.Reflection;

namespace EndpointLab.Runner.Host;

/// <summary>What the engine asks of the program it runs in: a screen, and an exit code to keep.</summary>
internal sealed class RunnerHost : PSHost
{
    public Screen Screen { get; } = new();

    /// <summary>What the script gave to <c>exit</c>; null if it didn't.</summary>
    public int? ExitCode { get; private set; }

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "EndpointLab.Runner";

    public override PSHostUserInterface UI => Screen;

    public override Version Version { get; } = Assembly.GetExecutingAssembly().GetName().Version!;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("The runner has no prompt; use pwsh.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("The runner has no prompt; use pwsh.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
