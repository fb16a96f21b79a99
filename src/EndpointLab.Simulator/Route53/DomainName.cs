using System.Text.RegularExpressions;

namespace EndpointLab.Simulator.Route53;

/// <summary>Names as Route 53 takes and writes them ("DNS domain name format" in its Developer Guide).</summary>
internal static partial class DomainName
{
    private const int Longest = 255;
    private const string Asterisk = @"\052";

    /// <summary>The name in small letters, without the dot at its end.</summary>
    /// <exception cref="ServiceException">InvalidDomainName.</exception>
    public static string Read(string? text)
    {
        var name = (text ?? "").Replace(Asterisk, "*", StringComparison.Ordinal).ToLowerInvariant();
        if (name.EndsWith('.'))
            name = name[..^1];
        return name.Length <= Longest && Form().IsMatch(name) ? name : throw Route53Errors.InvalidDomainName(text ?? "");
    }

    public static string Write(string name) => name.Replace("*", Asterisk, StringComparison.Ordinal) + '.';

    [GeneratedRegex(@"^[a-z0-9_*-]{1,63}(\.[a-z0-9_*-]{1,63})*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
