using System.Globalization;
using System.Text.RegularExpressions;

namespace EndpointLab.Simulator.S3;

/// <summary>The part of an object that a Range header asks for, both ends included.</summary>
internal readonly partial record struct ByteRange(int From, int To)
{
    /// <summary>The range; null where there is none or S3 doesn't heed it, and answers with the whole object.</summary>
    /// <exception cref="ServiceException">InvalidRange.</exception>
    public static ByteRange? Of(string? header, int size)
    {
        if (header is null || Form().Match(header) is not { Success: true } match)
            return null;
        var (first, last) = (match.Groups[1].Value, match.Groups[2].Value);
        if (first.Length == 0)
        {
            if (last.Length == 0)
                return null;
            var suffix = Math.Min(Number(last), size);
            return suffix > 0 ? new((int)(size - suffix), size - 1) : throw S3Errors.InvalidRange(header, size);
        }

        var (from, to) = (Number(first), last.Length == 0 ? size - 1 : Number(last));
        if (last.Length > 0 && to < from)
            return null;
        return from < size ? new((int)from, (int)Math.Min(to, size - 1)) : throw S3Errors.InvalidRange(header, size);

        static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^bytes=(\d{0,18})-(\d{0,18})\z")]
    private static partial Regex Form();
}
