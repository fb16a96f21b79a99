using System.Management.Automation;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>Either side of PrivateLink: an endpoint, a connection to a service, or a service.</summary>
public sealed class PrivateLinkReference(object value) : ResourceReference(KindOf(PSObject.AsPSObject(value)), value)
{
    private static ResourceKind KindOf(PSObject value) =>
        value.BaseObject is string text ? ResourceKind.EndpointService.IsId(text) ? ResourceKind.EndpointService : ResourceKind.Endpoint
        : Array.Find([ResourceKind.EndpointService, ResourceKind.Connection], kind => IsA(value, kind.Noun)) ?? ResourceKind.Endpoint;
}
