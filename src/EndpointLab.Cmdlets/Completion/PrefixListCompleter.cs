using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EndpointLab.Cmdlets.Completion;

/// <summary>The services whose addresses AWS keeps in prefix lists, and which gateway endpoints serve.</summary>
public sealed class PrefixListCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Of(wordToComplete, [("s3", "Amazon S3"), ("dynamodb", "Amazon DynamoDB")]);
}
