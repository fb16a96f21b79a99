using System.Text.Json.Nodes;

namespace EndpointLab;

/// <summary>A statement in the place of another.</summary>
/// <param name="Replaced">The JSON of the statement as it is.</param>
/// <param name="Statement">The JSON of the statement as it will be.</param>
public sealed record ReplaceStatement(string Replaced, string Statement) : PolicyEdit(Statement)
{
    internal override string Describe(string policy) => $"Change a statement of {policy} to {Statement}.";

    private protected override void Change(JsonArray statements)
    {
        var isThere = IndexOf(statements, Statement) >= 0;
        for (var index = IndexOf(statements, Replaced); index >= 0; index = IndexOf(statements, Replaced))
        {
            statements[index] = JsonNode.Parse(Statement);
            isThere = true;
        }

        if (!isThere)
        {
            throw new LabException(
                ErrorId.InvalidPolicy,
                $"The policy no longer has the statement that was to be changed: {Replaced}",
                "Trace again: somebody has changed the policy since.");
        }
    }
}
