using System.Net;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace EndpointLab;

/// <summary>
/// Calls that make another resource each time: EC2's creations that take no client token ("Ensuring idempotency in Amazon EC2 API
/// requests"), such as CreateVpc.
/// </summary>
internal static class OnceOnly
{
    /// <summary>What there can't be two of, so that a second call changes nothing.</summary>
    private static readonly string[] Unique = ["CreateTags", "CreateRoute", "CreateNetworkAclEntry", "CreateSecurityGroup"];

    /// <param name="wire">The same as it is sent: the SDK adds tokens that it makes itself.</param>
    public static bool Makes(AmazonWebServiceRequest request, IRequest wire) =>
        request is AmazonEC2Request && request.GetType().Name[..^"Request".Length] is var action
        && (action.StartsWith("Create", StringComparison.Ordinal) || action.StartsWith("Allocate", StringComparison.Ordinal))
        && !Unique.Contains(action) && !wire.Parameters.ContainsKey("ClientToken");

    /// <summary>
    /// Whether AWS may have done what was asked though the call failed: unless AWS itself says that it failed, or the connection
    /// was never made.
    /// </summary>
    public static bool MayHaveArrived(Exception error) => error switch
    {
        AmazonServiceException { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout } => true,
        AmazonServiceException answer => string.IsNullOrEmpty(answer.ErrorCode),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError,
        } => false,
        _ => true,
    };
}
