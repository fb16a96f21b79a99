using System.Globalization;
using System.Text;

namespace EndpointLab.Export;

/// <summary>A text in double quotes, by the escapes that YAML and Terraform's language have in common.</summary>
internal static class QuotedText
{
    public static string Of(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (var one in text)
        {
            _ = one switch
            {
                '"' or '\\' => quoted.Append('\\').Append(one),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                _ when EndsLine(one) || IsUnseen(one) => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)one:x4}"),
                _ => quoted.Append(one),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>The text for a comment that ends with its line.</summary>
    public static string InLine(string text) => string.Concat(text.Select(one => EndsLine(one) || IsUnseen(one) ? ' ' : one));

    /// <summary>Whether it is seen by what it does to others alone, such as turn the order in which they are shown.</summary>
    private static bool IsUnseen(char one) => char.GetUnicodeCategory(one) is UnicodeCategory.Format;

    /// <summary>Whether it may, wherever it is read.</summary>
    private static bool EndsLine(char one) => char.IsControl(one) || one is '\u2028' or '\u2029';
}
