using System.Net;

namespace EndpointLab;

/// <summary>CIDR blocks as users write them.</summary>
public static class Cidr
{
    /// <summary>The block, when it is one. AWS clears host bits itself, as CreateVpc's reference says.</summary>
    /// <exception cref="LabException">The text is not an IPv4 CIDR block.</exception>
    public static string Parse(string text)
    {
        var slash = text.IndexOf('/');
        return slash > 0
            && text.AsSpan(0, slash).Count('.') == 3
            && IPAddress.TryParse(text.AsSpan(0, slash), out _)
            && int.TryParse(text.AsSpan(slash + 1), out var length) && length is >= 0 and <= 32
            ? text
            : throw new LabException(ErrorId.InvalidCidrBlock, $"'{text}' is not an IPv4 CIDR block.", "Write it as address/length, such as 10.0.0.0/16.", text);
    }
}
