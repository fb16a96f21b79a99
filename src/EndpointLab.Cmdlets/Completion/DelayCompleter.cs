using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EndpointLab.Simulator;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>The delays of a simulator, up to the duration that is to follow.</summary>
public sealed class DelayCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, SimulatorVocabulary.Delays.Select(delay => ($"{delay}=", "")));
}
