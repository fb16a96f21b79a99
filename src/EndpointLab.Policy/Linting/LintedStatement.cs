using EndpointLab.Policy.Conditions;

namespace EndpointLab.Policy.Linting;

/// <summary>A statement with its places in the text.</summary>
internal sealed record LintedStatement(PolicyDocument Document, Statement Statement, PolicyJson Json)
{
    public bool IsOfEndpoint => Document.Kind is PolicyKind.GatewayEndpoint or PolicyKind.InterfaceEndpoint;

    public bool HasVariables => Document.Version is "2012-10-17";

    /// <summary>The element, or its <c>Not…</c> form.</summary>
    public PolicyJson? Element(string name) => Json.Find(name) ?? Json.Find("Not" + name);

    /// <summary>Each condition with the place of its values.</summary>
    public IEnumerable<(Condition Condition, PolicyJson Place)> Conditions => Json.Find("Condition") is { } conditions
        ? Statement.Conditions.Zip(conditions.Members.SelectMany(test => test.Value.Members.Select(key => key.Value)))
        : [];
}
