using System.Text.Json.Nodes;

namespace EndpointLab;

/// <summary>A statement at the end of a policy, unless it is there already.</summary>
public sealed record AddStatement(string Statement) : PolicyEdit(Statement)
{
    internal override string Describe(string policy) => $"Add to {policy}: {Statement}.";

    private protected override void Change(JsonArray statements)
    {
        if (IndexOf(statements, Statement) < 0)
        {
            statements.Add(JsonNode.Parse(Statement));
        }
    }
}
