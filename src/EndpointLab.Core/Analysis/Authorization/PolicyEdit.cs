using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EndpointLab;

/// <summary>One change of a policy's text, which leaves everything else in it as it is.</summary>
/// <param name="Statement">The JSON of the statement as it will be.</param>
public abstract record PolicyEdit(string Statement)
{
    private const string StatementElement = "Statement";

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions ManyLines = new(OneLine) { WriteIndented = true };

    /// <summary>The document with this change.</summary>
    /// <param name="document">The document as it is; null where there is none yet.</param>
    /// <exception cref="LabException">It no longer is what the change was made for.</exception>
    public string Apply(string? document)
    {
        var policy = document is null
            ? new JsonObject { ["Version"] = "2012-10-17", [StatementElement] = new JsonArray() }
            : JsonNode.Parse(document)!.AsObject();
        if (policy[StatementElement] is not JsonArray statements)
        {
            var only = policy[StatementElement]!;
            policy[StatementElement] = null;
            policy[StatementElement] = statements = [only];
        }

        Change(statements);
        return policy.ToJsonString(document?.Contains('\n', StringComparison.Ordinal) is true ? ManyLines : OneLine);
    }

    /// <summary>The change as an order.</summary>
    /// <param name="policy">What it is done to.</param>
    internal abstract string Describe(string policy);

    private protected abstract void Change(JsonArray statements);

    private protected static int IndexOf(JsonArray statements, string statement)
    {
        var wanted = JsonNode.Parse(statement);
        return statements.ToList().FindIndex(present => JsonNode.DeepEquals(present, wanted));
    }

    /// <summary>A statement in one line.</summary>
    internal static string Write(JsonNode statement) => statement.ToJsonString(OneLine);
}
