using EndpointLab.Policy;

namespace EndpointLab.Simulator.Iam;

/// <summary>A policy document as it was put.</summary>
/// <param name="Text">What was put, to the letter.</param>
/// <param name="Document">What it says.</param>
internal sealed record PolicyText(string Text, PolicyDocument Document)
{
    /// <exception cref="PolicyFormatException">It is no policy of that kind.</exception>
    public static PolicyText Of(string text, PolicyKind kind) => new(text, PolicyDocument.Parse(text, kind));

    /// <exception cref="ServiceException">MalformedPolicyDocument.</exception>
    public static PolicyText Parse(string text, PolicyKind kind, string name)
    {
        try
        {
            return new(text, PolicyDocument.Parse(text, kind) with { Name = name });
        }
        catch (PolicyFormatException error)
        {
            throw IamErrors.MalformedPolicyDocument(error.Reason);
        }
    }
}
