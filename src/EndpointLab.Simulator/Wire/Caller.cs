namespace EndpointLab.Simulator.Wire;

/// <summary>Who calls what, read from the signature's credential scope, or from the host where a request is unsigned.</summary>
/// <param name="AccountId">The account; null for an unsigned request.</param>
/// <param name="Region">The Region as named by the caller: perhaps none that exists.</param>
/// <param name="Service">The service's name in signatures: ec2, s3, sts, ssm.</param>
internal sealed record Caller(string? AccountId, string Region, string Service)
{
    /// <summary>The Region of a request that names none, as at AWS's global endpoints.</summary>
    private const string GlobalRegion = "us-east-1";

    /// <summary>The administrator as whom every key of an account calls.</summary>
    public string Arn => ArnOf(AccountId!);

    public static string ArnOf(string accountId) => $"arn:aws:iam::{accountId}:user/endpointlab";

    public static Caller Of(CloudRequest request, string defaultAccountId)
    {
        var scope = Credential(request);
        if (scope.Split('/') is not [var key, _, var region, var service, ..])
            return OfHost(request.Uri.Host);
        return new(key.Length == 12 && key.All(char.IsAsciiDigit) ? key : defaultAccountId, region, service);
    }

    private static string Credential(CloudRequest request)
    {
        if (request.Headers.TryGetValue("Authorization", out var header))
            return Between(header, "Credential=", ',');
        return request.Uri.Query.Length == 0 ? "" : Uri.UnescapeDataString(Between(request.Uri.Query, "X-Amz-Credential=", '&'));
    }

    private static string Between(string text, string start, char end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal);
        if (from < 0)
            return "";
        from += start.Length;
        var to = text.IndexOf(end, from);
        return to < 0 ? text[from..] : text[from..to];
    }

    private static Caller OfHost(string host)
    {
        if (!host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase))
            return new(null, GlobalRegion, "s3");
        var labels = host.Split('.')[..^2];
        return Simulator.State.Region.Find(labels[^1]) is null
            ? new(null, GlobalRegion, labels[^1])
            : new(null, labels[^1], labels.Length > 1 ? labels[^2] : "");
    }
}
