using System.Text.RegularExpressions;

namespace EndpointLab;

/// <summary>The ARN of a load balancer that can stand behind an endpoint service.</summary>
/// <param name="IsGateway">Whether it is a Gateway Load Balancer, and not a Network Load Balancer.</param>
public sealed partial record LoadBalancerArn(string Arn, bool IsGateway)
{
    /// <exception cref="LabException">It is no ARN of a network or gateway load balancer.</exception>
    public static LoadBalancerArn Parse(string arn) => Form().Match(arn) is { Success: true } match
        ? new(arn, match.Groups["type"].Value == "gwy")
        : throw new LabException(
            ErrorId.InvalidArgument,
            $"'{arn}' is not the ARN of a Network Load Balancer or a Gateway Load Balancer.",
            "It has the form arn:aws:elasticloadbalancing:<Region>:<account>:loadbalancer/net/<name>/<id>, with gwy for a gateway one. "
                + "An Application Load Balancer has to stand behind a network one.",
            arn);

    [GeneratedRegex("^arn:[a-z-]+:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:loadbalancer/(?<type>net|gwy)/[A-Za-z0-9-]+/[0-9a-f]+$")]
    private static partial Regex Form();
}
