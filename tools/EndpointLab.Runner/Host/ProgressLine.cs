using System.Globalization;
using System.Management.Automation;

namespace EndpointLab.Runner.Host;

/// <summary>The latest progress, on one line that whatever is written next replaces. Only a terminal shows it.</summary>
internal sealed class ProgressLine
{
    private const string Cleared = "\r\e[2K";

    private bool shown;

    public void Show(ProgressRecord record)
    {
        Clear();
        if (!Window.IsTerminal || record.RecordType == ProgressRecordType.Completed) return;

        var percent = record.PercentComplete < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {record.PercentComplete} %");
        var line = $"{record.Activity}: {record.StatusDescription}{percent}";
        Console.Write(line.Length < Console.WindowWidth ? line : line[..(Console.WindowWidth - 1)]);
        shown = true;
    }

    public void Clear()
    {
        if (shown) Console.Write(Cleared);
        shown = false;
    }
}
