using System.IO.Hashing;
using System.Text;

namespace EndpointLab.Simulator.State;

/// <summary>Ids of AWS's form.</summary>
internal static class ResourceId
{
    /// <summary>A new id: the prefix and 17 hexadecimal digits, of which AWS's first is always 0.</summary>
    public static string New(string prefix) => $"{prefix}-0{Random.Shared.NextInt64():x16}";

    /// <summary>The id of something of AWS's own: in every cloud the same for the same text.</summary>
    public static string Of(string prefix, string text) => $"{prefix}-0{XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text)):x16}";
}
