namespace EndpointLab.Cmdlets.Arguments;

/// <summary>A load balancer, by its ARN or as an object that has one, such as those of AWS.Tools.ElasticLoadBalancingV2.</summary>
public sealed class LoadBalancerReference(object value) : ResourceReference(ResourceKind.LoadBalancer, value)
{
    /// <exception cref="LabException">It is no network or gateway load balancer.</exception>
    internal LoadBalancerArn Arn => LoadBalancerArn.Parse(Id);
}
