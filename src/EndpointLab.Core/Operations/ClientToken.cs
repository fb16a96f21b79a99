using System.Security.Cryptography;
using System.Text;

namespace EndpointLab;

/// <summary>Client tokens made of what a call asks for, so that whoever repeats the call gets what the first one made.</summary>
internal static class ClientToken
{
    /// <summary>A token of 64 characters, the most that EC2 takes ("Ensuring idempotency in Amazon EC2 API requests").</summary>
    public static string Of(params IEnumerable<string?> parts) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))).ToLowerInvariant();
}
