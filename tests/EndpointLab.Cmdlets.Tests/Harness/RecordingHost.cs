using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace EndpointLab.Cmdlets.Tests;

/// <summary>A host 100 columns wide that records what it is told, and answers each -Confirm with the next of its answers.</summary>
internal sealed class RecordingHost : PSHost
{
    private readonly RecordingInterface ui = new();

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override string Name => "EndpointLab tests";
    public override PSHostUserInterface UI => ui;
    public override Version Version { get; } = new(1, 0);

    /// <summary>Everything written, as a user would see it, without trailing blanks and blank lines.</summary>
    public string[] Lines => [.. ui.Text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];

    /// <summary>The messages of the -Confirm prompts shown.</summary>
    public List<string> Prompts => ui.Prompts;

    /// <summary>The labels to choose at the coming prompts (Yes, No, …); a prompt without one fails the script.</summary>
    public Queue<string> Answers => ui.Answers;

    /// <summary>The lines to type where a command asks for one; where there is none, nobody is there.</summary>
    public Queue<string> TypedLines => ui.TypedLines;

    public void Clear() => ui.Text.Clear();

    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) { }

    private sealed class RecordingInterface : PSHostUserInterface
    {
        public StringBuilder Text { get; } = new();
        public List<string> Prompts { get; } = [];
        public Queue<string> Answers { get; } = [];
        public Queue<string> TypedLines { get; } = [];

        public override PSHostRawUserInterface RawUI { get; } = new Window();

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Prompts.Add(message);
            var answer = Answers.Dequeue();
            return choices.IndexOf(choices.Single(choice => choice.Label.Replace("&", "", StringComparison.Ordinal) == answer));
        }

        public override void Write(string value) => Text.Append(GetOutputString(value, SupportsVirtualTerminal));
        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);
        public override void WriteLine(string value) => Write(value + '\n');
        public override void WriteErrorLine(string value) => WriteLine(value);
        public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);
        public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);
        public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);
        public override void WriteProgress(long sourceId, ProgressRecord record) { }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new NotSupportedException($"Nobody is here to answer: {message}");
        public override string ReadLine() =>
            TypedLines.TryDequeue(out var line) ? line : throw new NotSupportedException("Nobody is here to type.");
        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();
        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotSupportedException();
        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes types, PSCredentialUIOptions options) =>
            throw new NotSupportedException();
    }

    private sealed class Window : PSHostRawUserInterface
    {
        public override ConsoleColor BackgroundColor { get; set; }
        public override ConsoleColor ForegroundColor { get; set; }
        public override Size BufferSize { get; set; } = new(100, 50);
        public override Size WindowSize { get; set; } = new(100, 50);
        public override Size MaxWindowSize => BufferSize;
        public override Size MaxPhysicalWindowSize => BufferSize;
        public override Coordinates CursorPosition { get; set; }
        public override Coordinates WindowPosition { get; set; }
        public override int CursorSize { get; set; }
        public override string WindowTitle { get; set; } = "";
        public override bool KeyAvailable => false;
        public override void FlushInputBuffer() { }
        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => new BufferCell[0, 0];
        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();
        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) { }
        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) { }
        public override void SetBufferContents(Rectangle rectangle, BufferCell fill) { }
    }
}
