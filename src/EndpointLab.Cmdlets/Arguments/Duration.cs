using System.Globalization;
using System.Management.Automation;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>A time as a user gives it: seconds, <c>90s</c>, <c>10m</c>, <c>4h</c> or a TimeSpan.</summary>
public sealed class Duration(object value)
{
    private readonly object value = PSObject.AsPSObject(value).BaseObject;

    /// <exception cref="LabException">It is no time, or not longer than zero.</exception>
    internal TimeSpan ToTimeSpan() => Read() is { } time && time > TimeSpan.Zero ? time : throw Invalid("a time longer than zero");

    /// <exception cref="LabException">It is no time, or negative.</exception>
    internal TimeSpan ToTimeSpanOrZero() => Read() is { } time && time >= TimeSpan.Zero ? time : throw Invalid("a time");

    /// <summary>As it was given, for help to show what is the default.</summary>
    public override string ToString() => $"{value}";

    private TimeSpan? Read() => value as TimeSpan? ?? Parse(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    private LabException Invalid(string expected) =>
        new(ErrorId.InvalidDuration, $"'{value}' is not {expected}.", "Give seconds (90), 90s, 10m, 4h or a TimeSpan.", value);

    private static TimeSpan? Parse(string text)
    {
        var (digits, unit) = text.Length > 0 && text[^1] is 's' or 'm' or 'h' ? (text[..^1], text[^1]) : (text, 's');
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000
            ? TimeSpan.FromSeconds(number * unit switch { 'h' => 3600, 'm' => 60, _ => 1 })
            : null;
    }
}
