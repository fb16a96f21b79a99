using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace EndpointLab.Runner.Host;

/// <summary>The terminal, or the files that output is redirected to, which get plain text and no progress.</summary>
internal sealed class Screen : PSHostUserInterface
{
    // The colours that pwsh gives them.
    private const string Warning = "\e[33;1m";
    private const string Error = "\e[31;1m";
    private const string Plain = "\e[0m";

    private readonly ProgressLine progress = new();

    public override PSHostRawUserInterface RawUI { get; } = new Window();

    public override bool SupportsVirtualTerminal => Window.IsTerminal;

    /// <summary>Whether what is written now is the view of an error that ended the script, and goes where errors go.</summary>
    public bool IsShowingError { get; set; }

    /// <summary>Takes the progress line away.</summary>
    public void Flush() => progress.Clear();

    public override void Write(string value)
    {
        progress.Clear();
        if (IsShowingError) Console.Error.Write(GetOutputString(value, Window.IsErrorTerminal));
        else Console.Write(GetOutputString(value, SupportsVirtualTerminal));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        progress.Clear();
        Console.Error.WriteLine(GetOutputString(Error + value + Plain, Window.IsErrorTerminal));
    }

    public override void WriteWarningLine(string message) => WriteMarked("WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteMarked("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteMarked("DEBUG: " + message);

    public override void WriteInformation(InformationRecord record)
    {
    }

    public override void WriteProgress(long sourceId, ProgressRecord record) => progress.Show(record);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        var keys = choices.Select(choice => choice.Label.Split('&', 2) is [_, { Length: > 0 } rest] ? rest[..1].ToUpperInvariant() : choice.Label).ToList();
        WriteLine(caption);
        WriteLine(message);
        while (true)
        {
            var offered = choices.Select((choice, index) => $"[{keys[index]}] {choice.Label.Replace("&", "", StringComparison.Ordinal)}");
            Write(string.Join("  ", offered) + (defaultChoice < 0 ? ": " : $" (default is \"{keys[defaultChoice]}\"): "));
            var answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0) return defaultChoice;
            if (keys.FindIndex(key => key.Equals(answer, StringComparison.OrdinalIgnoreCase)) is >= 0 and var chosen) return chosen;
        }
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        WriteLine(caption);
        WriteLine(message);
        return descriptions.ToDictionary(field => field.Name, field =>
        {
            Write($"{field.Name}: ");
            return PSObject.AsPSObject(ReadLine());
        });
    }

    /// <exception cref="HostException">Nobody is there to answer.</exception>
    public override string ReadLine() => Console.ReadLine() ?? throw new HostException("The script asks for input, and there is none.");

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException("The runner asks for no secrets; use pwsh.");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException("The runner asks for no secrets; use pwsh.");

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new NotSupportedException("The runner asks for no secrets; use pwsh.");

    private void WriteMarked(string line) => WriteLine(Warning + line + Plain);
}
