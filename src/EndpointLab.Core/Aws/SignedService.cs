using Amazon;

namespace EndpointLab;

/// <summary>A service that is called without a package of the SDK's.</summary>
/// <param name="Name">How messages call it.</param>
/// <param name="SigningName">Its name in signatures and hosts.</param>
/// <param name="IsGlobal">
/// Whether a partition has one endpoint of it for all Regions ("Global services" in the AWS General Reference).
/// </param>
internal sealed record SignedService(string Name, string SigningName, bool IsGlobal)
{
    public static readonly SignedService Iam = new("IAM", "iam", IsGlobal: true);
    public static readonly SignedService Kms = new("KMS", "kms", IsGlobal: false);
    public static readonly SignedService Route53 = new("Route 53", "route53", IsGlobal: true);
    public static readonly SignedService Resolver = new("Route 53 Resolver", "route53resolver", IsGlobal: false);

    /// <summary>The service's host for callers in a Region, and the Region that requests to it are signed for.</summary>
    public (string Host, string Region) EndpointFor(string region)
    {
        var place = RegionEndpoint.GetBySystemName(region);
        return (IsGlobal ? place.PartitionName : null) switch
        {
            "aws" => ($"{SigningName}.amazonaws.com", "us-east-1"),
            "aws-us-gov" => ($"{SigningName}.us-gov.amazonaws.com", "us-gov-west-1"),
            "aws-cn" when this == Iam => ($"{SigningName}.cn-north-1.amazonaws.com.cn", "cn-north-1"),
            "aws-cn" when this == Route53 => ($"{SigningName}.amazonaws.com.cn", "cn-northwest-1"),
            _ => ($"{SigningName}.{region}.{place.PartitionDnsSuffix}", region),
        };
    }
}
