using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>A time as a user gives it: seconds, <c>90s</c>, <c>10m</c>, <c>4h</c>, <c>4h30m</c>, <c>'7d'</c> or a TimeSpan.</summary>
public sealed partial class Duration(object value)
{
    private const int MostDays = 36_500;

    private readonly object value = PSObject.AsPSObject(value).BaseObject;

    /// <exception cref="LabException">It is no time, not longer than zero, or too long.</exception>
    internal TimeSpan ToTimeSpan() => Read() is { } time && time > TimeSpan.Zero ? time : throw Invalid("a time longer than zero");

    /// <exception cref="LabException">It is no time, negative, or too long.</exception>
    internal TimeSpan ToTimeSpanOrZero() => Read() is { } time && time >= TimeSpan.Zero ? time : throw Invalid("a time");

    /// <summary>As it was given, for help to show what is the default.</summary>
    public override string ToString() => $"{value}";

    private TimeSpan? Read() => value switch
    {
        TimeSpan { TotalDays: > MostDays } => throw TooLong(),
        TimeSpan time => time,
        // What PowerShell makes of an unquoted 4d.
        decimal => throw Invalid("clear: PowerShell takes an unquoted 4d for the number 4"),
        _ => Parse(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private LabException Invalid(string expected) => new(
        ErrorId.InvalidDuration,
        $"'{value}' is not {expected}.",
        "Give seconds (90), 90s, 10m, 4h, 4h30m, days in quotes ('7d') or a TimeSpan.",
        value);

    private TimeSpan? Parse(string text)
    {
        var isSeconds = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds);
        var parts = Parts().Match(text);
        if (!isSeconds && !parts.Success)
        {
            return null;
        }

        seconds += (86_400 * Of("d")) + (3600 * Of("h")) + (60 * Of("m")) + Of("s");
        return seconds <= MostDays * 86_400d ? TimeSpan.FromSeconds(seconds) : throw TooLong();

        double Of(string unit) =>
            parts.Groups[unit] is { Success: true } part ? double.Parse(part.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    private LabException TooLong() => Invalid($"a time of {MostDays} days at most");

    [GeneratedRegex(
        @"\A(?=.)((?<d>[0-9]*\.?[0-9]+)d)?((?<h>[0-9]*\.?[0-9]+)h)?((?<m>[0-9]*\.?[0-9]+)m)?((?<s>[0-9]*\.?[0-9]+)s)?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
