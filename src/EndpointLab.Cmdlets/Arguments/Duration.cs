using System.Globalization;
using System.Management.Automation;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>A time as a user gives it: seconds, <c>90s</c>, <c>10m</c>, <c>4h</c> or a TimeSpan.</summary>
public sealed class Duration(object value)
{
    private readonly object value = PSObject.AsPSObject(value).BaseObject;

    /// <exception cref="LabException">It is no time, or not longer than zero.</exception>
    internal TimeSpan ToTimeSpan()
    {
        var time = value as TimeSpan? ?? Parse(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        return time > TimeSpan.Zero ? time.Value : throw new LabException(
            ErrorId.InvalidDuration, $"'{value}' is not a time longer than zero.", "Give seconds (90), 90s, 10m, 4h or a TimeSpan.", value);
    }

    /// <summary>As it was given, for help to show what is the default.</summary>
    public override string ToString() => $"{value}";

    private static TimeSpan? Parse(string text)
    {
        var (digits, unit) = text.Length > 0 && text[^1] is 's' or 'm' or 'h' ? (text[..^1], text[^1]) : (text, 's');
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000
            ? TimeSpan.FromSeconds(number * unit switch { 'h' => 3600, 'm' => 60, _ => 1 })
            : null;
    }
}
