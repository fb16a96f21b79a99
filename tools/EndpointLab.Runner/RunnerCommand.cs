using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace EndpointLab.Runner;

/// <summary>What to run: a script file with arguments, or a text.</summary>
internal abstract record RunnerCommand
{
    public static RunnerCommand FromText(string text) => new TextCommand(text);

    public static RunnerCommand FromFile(string path, IEnumerable<string> arguments) => new FileCommand(Path.GetFullPath(path), [.. arguments]);

    /// <summary>Makes it the one command of a pipeline.</summary>
    /// <exception cref="ParseException">It is not PowerShell.</exception>
    public abstract void AddTo(PowerShell pipeline);

    /// <summary>Whether a last statement that failed is a failure of the whole, as it is of <c>pwsh -Command</c> but not of <c>-File</c>.</summary>
    public abstract bool EndsAsItsLastStatement { get; }

    private sealed record TextCommand(string Text) : RunnerCommand
    {
        public override bool EndsAsItsLastStatement => true;

        public override void AddTo(PowerShell pipeline) => pipeline.AddScript(Text);
    }

    private sealed record FileCommand(string File, string[] Arguments) : RunnerCommand
    {
        public override bool EndsAsItsLastStatement => false;

        // As a function of the file's name, whose errors then read as the file's. An exit in a function ends the host with its code;
        // an exit in a file that is run as such would only end the file.
        public override void AddTo(PowerShell pipeline)
        {
            var script = Parser.ParseFile(File, out _, out var errors);
            if (errors.Length > 0) throw new ParseException(errors);

            var name = Path.GetFileName(File);
            pipeline.Runspace.SessionStateProxy.InvokeProvider.Item.Set($"function:{name}", script.GetScriptBlock());
            var command = new Command(name);
            foreach (var argument in Arguments) command.Parameters.Add(Parameter(argument));
            pipeline.Commands.AddCommand(command);
        }

        // -Name, -Name:value and value; what a -Name without value takes is for the engine to find out, as it is for pwsh -File.
        private static CommandParameter Parameter(string argument)
        {
            if (argument is not ['-', not (>= '0' and <= '9'), ..]) return new(null, argument);

            return argument.Split(':', 2) switch
            {
                [var name, var value] when value.Equals("$true", StringComparison.OrdinalIgnoreCase) => new(name, true),
                [var name, var value] when value.Equals("$false", StringComparison.OrdinalIgnoreCase) => new(name, false),
                [var name, var value] when value.Length > 0 => new(name, value),
                _ => new(argument),
            };
        }
    }
}
