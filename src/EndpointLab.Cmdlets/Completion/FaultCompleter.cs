using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EndpointLab.Simulator;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>What may befall a call to a simulator.</summary>
public sealed class FaultCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, SimulatorVocabulary.Faults.Select(fault => (fault, "")));
}
