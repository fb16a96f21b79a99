using EndpointLab.Runner;

const string Help = """
    Runs a PowerShell script with EndpointLab, on a computer without PowerShell.

      dotnet run --project tools/EndpointLab.Runner                            build, prove and remove the lab on the simulator
      dotnet run --project tools/EndpointLab.Runner -- <script.ps1> [arguments]
      dotnet run --project tools/EndpointLab.Runner -- -Command <text>
      dotnet run --project tools/EndpointLab.Runner -- --help

    Arguments are bound as by pwsh -File: -Name value, -Name:value, -Switch, value. The exit code is the script's own (exit n);
    1 after an error that ended it, or where the last statement of a -Command failed; 64 for a wrong command line; 130 after Ctrl-C.

    It is no full PowerShell: it has the language, EndpointLab's cmdlets and the engine's own commands (ForEach-Object,
    Where-Object, Get-Help, Get-Command …). For everything else, use pwsh 7.4 or later and Import-Module output/EndpointLab.
    """;

switch ((args is [var option, ..] ? option.ToUpperInvariant() : "", args))
{
    case ("--HELP" or "-H" or "-?", _):
        Console.WriteLine(Help);
        return ExitCode.Success;
    case ("-COMMAND" or "-C", [_]):
        Console.Error.WriteLine("-Command needs the text to run.");
        return ExitCode.WrongUsage;
    case ("-COMMAND" or "-C", [_, .. var text]):
        return Session.Run(RunnerCommand.FromText(string.Join(' ', text)));
    default:
        var path = args is [var script, ..] ? script : RunnerFiles.Sample;
        if (File.Exists(path)) return Session.Run(RunnerCommand.FromFile(path, args.Skip(1)));
        Console.Error.WriteLine($"There is no script '{path}'. --help shows how to name one.");
        return ExitCode.WrongUsage;
}
