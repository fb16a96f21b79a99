using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Numerics;
using System.Security.Cryptography;

namespace EndpointLab.Simulator.S3;

/// <summary>A checksum over a whole object ("Checking object integrity for data uploads in Amazon S3").</summary>
/// <param name="Algorithm">As S3 names it: CRC32.</param>
/// <param name="Value">The bytes in base64.</param>
internal sealed record Checksum(string Algorithm, string Value)
{
    /// <summary>What S3 computes where the client asks for nothing else.</summary>
    public const string Default = "CRC64NVME";

    private static readonly ulong[] Crc64NvmeTable = [.. Enumerable.Range(0, 256).Select(Crc64NvmeEntry)];

    private static readonly Dictionary<string, Func<byte[], byte[]>> Algorithms = new()
    {
        ["CRC32"] = content => BigEndian(Crc32.HashToUInt32(content)),
        ["CRC32C"] = content => BigEndian(~content.Aggregate(uint.MaxValue, BitOperations.Crc32C)),
        ["CRC64NVME"] = Crc64Nvme,
        ["SHA1"] = SHA1.HashData,
        ["SHA256"] = SHA256.HashData,
    };

    /// <summary>The header that carries it: x-amz-checksum-crc32.</summary>
    public string Header => HeaderOf(Algorithm);

    public static IEnumerable<string> Names => Algorithms.Keys;

    public static string HeaderOf(string algorithm) => "x-amz-checksum-" + algorithm.ToLowerInvariant();

    /// <exception cref="ServiceException">InvalidRequest: there is no such algorithm.</exception>
    public static Checksum Of(byte[] content, string algorithm) => Algorithms.TryGetValue(algorithm, out var compute)
        ? new(algorithm, Convert.ToBase64String(compute(content)))
        : throw S3Errors.InvalidRequest(
            $"Checksum algorithm provided is unsupported. Please try again with any of the valid types: [{string.Join(", ", Names)}]");

    [SuppressMessage("Security", "CA5351", Justification = "ETag and Content-MD5 are MD5 by S3's protocol.")]
    public static byte[] Md5(byte[] content) => MD5.HashData(content);

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Crc64Nvme(byte[] content)
    {
        var crc = ulong.MaxValue;
        foreach (var one in content)
            crc = Crc64NvmeTable[(byte)crc ^ one] ^ (crc >> 8);
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ~crc);
        return bytes;
    }

    private static ulong Crc64NvmeEntry(int index)
    {
        const ulong reversedPolynomial = 0x9A6C9329AC4BC9B5;
        var crc = (ulong)index;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ reversedPolynomial;
        return crc;
    }
}
