using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EndpointLab.Export;

/// <summary>Names for the resources of a template, each given once: after the resource's own name, or what it is.</summary>
internal sealed partial class Labels
{
    private readonly HashSet<string> given = [];

    /// <summary>Such as demo_private, for a name that is unique among resources of a type.</summary>
    public string Snake(string type, string? name, string otherwise)
    {
        var words = Words(name ?? "");
        var label = string.Join('_', words.Length == 0 ? Words(otherwise) : words).ToLowerInvariant();
        return Once(type + ".", char.IsAsciiDigit(label[0]) ? $"{otherwise}_{label}" : label, "_");
    }

    /// <summary>Such as DemoPrivateSubnet, for a name that is unique among all resources.</summary>
    public string Pascal(string? name, string noun)
    {
        var words = Words(name ?? "").Select(word => char.ToUpperInvariant(word[0]) + word[1..]).ToList();
        var label = string.Concat(words);
        return Once("", label.EndsWith(noun, StringComparison.OrdinalIgnoreCase) ? label : label + noun, "");
    }

    private string Once(string scope, string name, string separator)
    {
        // CloudFormation's names have at most 255 characters, and an ending may come to this one.
        const int longest = 160;
        var label = name.Length > longest ? name[..longest] : name;
        var unique = label;
        for (var number = 2; !given.Add(scope + unique); number++)
        {
            unique = $"{label}{separator}{number.ToString(CultureInfo.InvariantCulture)}";
        }

        return unique;
    }

    /// <summary>Its words of ASCII letters and digits, accents left out.</summary>
    private static string[] Words(string text)
    {
        var plain = text.Normalize(NormalizationForm.FormD).Where(one => !IsMark(one));
        return [.. Word().Matches(string.Concat(plain)).Select(match => match.Value)];
    }

    private static bool IsMark(char one) => char.GetUnicodeCategory(one) is UnicodeCategory.NonSpacingMark;

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Word();
}
