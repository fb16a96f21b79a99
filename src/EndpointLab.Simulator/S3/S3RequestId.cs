using System.Security.Cryptography;

namespace EndpointLab.Simulator.S3;

/// <summary>The two ids by which AWS finds a request again, on every answer of S3's.</summary>
internal sealed class S3RequestId
{
    public string Request { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    public string Host { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));

    public CloudResponse AddTo(CloudResponse response)
    {
        response.Headers["x-amz-request-id"] = Request;
        response.Headers["x-amz-id-2"] = Host;
        return response;
    }
}
