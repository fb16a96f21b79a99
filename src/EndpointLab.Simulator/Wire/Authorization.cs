namespace EndpointLab.Simulator.Wire;

/// <summary>What a request says of its signature, in the Authorization header or, presigned, in the query.</summary>
internal sealed class Authorization
{
    private const string InQuery = "X-Amz-";
    private const string TokenHeader = "X-Amz-Security-Token";

    private readonly Dictionary<string, string> fields;

    private Authorization(string algorithm, Dictionary<string, string> fields)
    {
        Algorithm = algorithm;
        this.fields = fields;
    }

    /// <summary>Whether the signature stands in the query, so that whoever has the URL may send it.</summary>
    public bool IsPresigned { get; private init; }

    public string Algorithm { get; }

    /// <summary>The id of the key by which the request is signed.</summary>
    public string KeyId => this["Credential"].Split('/')[0];

    /// <summary>The token of a role session; null where the request has none.</summary>
    public string? Token { get; private init; }

    /// <summary>Credential, SignedHeaders or Signature; of a presigned request also Date and Expires. Empty where it isn't there.</summary>
    public string this[string field] => fields.GetValueOrDefault(field, "");

    /// <summary>What the request says; null where it is unsigned.</summary>
    public static Authorization? Of(CloudRequest request)
    {
        if (request.Headers.TryGetValue("Authorization", out var header))
            return OfHeader(header, request.Headers.GetValueOrDefault(TokenHeader));
        if (!request.Uri.Query.Contains(InQuery, StringComparison.OrdinalIgnoreCase))
            return null;
        Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in request.Uri.Query[1..].Split('&'))
        {
            if (pair.Split('=', 2) is [var name, var value] && name.StartsWith(InQuery, StringComparison.OrdinalIgnoreCase))
                fields[name[InQuery.Length..]] = PercentEncoding.DecodeForm(value) ?? "";
        }
        return fields.ContainsKey("Credential") || fields.ContainsKey("Signature")
            ? new(fields.GetValueOrDefault("Algorithm", ""), fields)
            {
                IsPresigned = true,
                Token = fields.GetValueOrDefault("Security-Token"),
            }
            : null;
    }

    private static Authorization OfHeader(string header, string? token)
    {
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        Dictionary<string, string> fields = [];
        foreach (var field in header[(space + 1)..].Split(',', StringSplitOptions.TrimEntries))
        {
            if (field.Split('=', 2) is [var name, var value])
                fields[name] = value;
        }
        return new(space < 0 ? "" : header[..space], fields) { Token = token };
    }
}
