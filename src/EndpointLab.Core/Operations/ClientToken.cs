using System.Security.Cryptography;
using System.Text;

namespace EndpointLab;

/// <summary>Client tokens made of what a call asks for, so that whoever repeats the call gets what the first one made.</summary>
internal static class ClientToken
{
    /// <summary>A token of 64 characters, the most that EC2 takes ("Ensuring idempotency in Amazon EC2 API requests").</summary>
    public static string Of(params IEnumerable<string?> parts) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))).ToLowerInvariant();

    /// <summary>A token for what has a Name; null without one, where the same command again is for another resource.</summary>
    public static string? OfNamed(IReadOnlyDictionary<string, string> tags, params IEnumerable<string?> parts) =>
        tags.ContainsKey("Name") ? Of([.. parts, .. tags.Select(tag => $"{tag.Key}={tag.Value}")]) : null;

    /// <summary>
    /// Makes a resource, or gets the one that was made with the token before. AWS remembers a token longer than what was made with it:
    /// after one that is gone, the next token follows from its id.
    /// </summary>
    /// <param name="token">Null to make another one each time.</param>
    /// <param name="create">Makes a resource with a token, and returns its id.</param>
    /// <param name="isGone">Whether a resource that AWS still shows is deleted already.</param>
    public static async Task<T> CreateAsync<T>(
        LabOperation lab, string? token, Func<string, Task<string>> create, Func<string, Task<T>> get, Func<T, bool> isGone)
        where T : LabResource
    {
        for (var next = token ?? Guid.NewGuid().ToString(); ;)
        {
            var id = await create(next);
            try
            {
                var made = await lab.JustCreated(() => get(id));
                if (token is null || !isGone(made))
                {
                    return made;
                }
            }
            catch (LabException error) when (token is not null && error.IsNotFound)
            {
                // Gone altogether.
            }

            lab.Reporter.Verbose($"{id}, which this command made before, is gone; a new one is made.");
            next = Of(next, id);
        }
    }
}
