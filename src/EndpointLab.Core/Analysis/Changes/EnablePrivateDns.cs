using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Has a service's own names lead to an interface endpoint, for all of its VPC.</summary>
public sealed record EnablePrivateDns(string VpcEndpointId) : NetworkChange
{
    public override string Target => VpcEndpointId;

    public override string ToString() => $"Turn on private DNS of {VpcEndpointId} for its own VPC.";

    public override string Caution => "The service's names then lead all of the VPC to the endpoint, also those that its group refuses.";

    internal override Task ApplyAsync(LabOperation lab) => EndpointChanges.ApplyAsync(
        lab, VpcEndpointId, new() { PrivateDnsEnabled = true, PrivateDnsOnlyForInboundResolverEndpoint = false });

    internal override NetworkModel ApplyTo(NetworkModel model) => model with
    {
        Endpoints = Replace(
            model.Endpoints,
            endpoint => endpoint.Id == VpcEndpointId,
            endpoint => endpoint with
            {
                PrivateDnsEnabled = true,
                PrivateDnsOnlyForInboundResolverEndpoint = false,
                DnsNames = [.. endpoint.DnsNames.Union(endpoint.PrivateNames)],
            }),
    };
}
