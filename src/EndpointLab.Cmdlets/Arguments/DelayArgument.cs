using System.Collections;
using System.Management.Automation;
using EndpointLab.Simulator;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>
/// How long delays of a simulator last, as a user gives it: <c>EndpointCreation=5s</c>, or a hashtable of delays and durations,
/// where $null stands for what the lifecycle says.
/// </summary>
public sealed class DelayArgument(object value)
{
    private readonly object value = PSObject.AsPSObject(value).BaseObject;

    /// <exception cref="LabException">It is something else, there is no delay of a name, or a duration is none.</exception>
    internal static Dictionary<string, TimeSpan?> Read(IEnumerable<DelayArgument> arguments)
    {
        var delays = new Dictionary<string, TimeSpan?>();
        foreach (var (name, duration) in arguments.SelectMany(argument => argument.Pairs()))
        {
            var delay = SimulatorName.Require("delay", name, SimulatorVocabulary.Delays);
            delays[delay] = duration is null ? null : new Duration(duration).ToTimeSpanOrZero();
        }

        return delays;
    }

    private IEnumerable<(string Name, object? Duration)> Pairs() => value switch
    {
        IDictionary table => table.Cast<DictionaryEntry>().Select(entry => ($"{entry.Key}", entry.Value)),
        string text when text.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var duration] => [(name, duration)],
        _ => throw new LabException(
            ErrorId.InvalidArgument,
            $"'{value}' doesn't say how long which delay lasts.",
            "Write EndpointCreation=5s, or give a hashtable: @{ EndpointCreation = '5s' }.",
            value),
    };
}
