namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>How a lab reaches S3 while it works.</summary>
internal enum Way
{
    GatewayEndpoint,

    /// <summary>An interface endpoint with private DNS, in a subnet of its own.</summary>
    InterfaceEndpoint,

    /// <summary>A NAT gateway in a public subnet: no endpoint.</summary>
    NatGateway,
}
