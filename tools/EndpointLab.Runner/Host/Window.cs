using System.Management.Automation.Host;

namespace EndpointLab.Runner.Host;

/// <summary>The terminal's size; where there is no terminal, 100 columns.</summary>
internal sealed class Window : PSHostRawUserInterface
{
    private const int WidthOfFiles = 100;
    private const int HeightOfFiles = 50;

    private static readonly bool isDumb = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") is "dumb";

    /// <summary>Whether output goes to a terminal that takes colours.</summary>
    public static bool IsTerminal { get; } = !isDumb && !Console.IsOutputRedirected;

    /// <summary>Whether errors go to a terminal that takes colours.</summary>
    public static bool IsErrorTerminal { get; } = !isDumb && !Console.IsErrorRedirected;

    public override Size BufferSize
    {
        get => Console.IsOutputRedirected || Console.WindowWidth <= 0 ? new(WidthOfFiles, HeightOfFiles) : new(Console.WindowWidth, Console.WindowHeight);
        set { }
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set { }
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; }

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => false;

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => new BufferCell[0, 0];

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException("The runner reads no keys; use pwsh.");

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill)
    {
    }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents)
    {
    }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
    }
}
