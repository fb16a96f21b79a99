using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EndpointLab.Simulator;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>The actions of a simulator, with their service or, where that isn't begun with, without.</summary>
public sealed class ActionCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(
            wordToComplete,
            SimulatorVocabulary.Actions.SelectMany(action => new[] { (action, ""), (action.Split(':')[1], action) }));
}
