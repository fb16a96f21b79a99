using System.Text;

namespace EndpointLab.Simulator.S3;

/// <summary>A continuation token: the name of the last item of the page before, made opaque.</summary>
internal static class PageToken
{
    public static string Write(string last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last));

    /// <exception cref="ServiceException">InvalidArgument.</exception>
    public static string Read(string token)
    {
        var bytes = new byte[token.Length];
        return token.Length > 0 && Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw S3Errors.InvalidArgument("The continuation token provided is incorrect", "continuation-token", token);
    }
}
