using System.Management.Automation;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>
/// One end of a probe: an instance, a network interface, a subnet or an endpoint, by id or as an object, or an address as text.
/// </summary>
public sealed class PlaceReference(object value)
{
    /// <summary>The resource, if it is one.</summary>
    internal ResourceReference? Resource { get; } = Find(PSObject.AsPSObject(value));

    /// <summary>An id, an address, a DNS name or <c>internet</c>.</summary>
    /// <exception cref="LabException">It is an object of another kind.</exception>
    internal string Text => Resource?.Id ?? $"{value}";

    /// <summary>As it was given, for help to show what is the default.</summary>
    public override string ToString() => $"{value}";

    private static ResourceReference? Find(PSObject value) =>
        value.BaseObject is string text
            ? ResourceKind.Instance.IsId(text) ? new InstanceReference(text)
                : ResourceKind.NetworkInterface.IsId(text) ? new NetworkInterfaceReference(text)
                : ResourceKind.Subnet.IsId(text) ? new SubnetReference(text)
                : ResourceKind.Endpoint.IsId(text) ? new EndpointReference(text)
                : null
        : value.TypeNames[0].EndsWith(".VpcEndpoint", StringComparison.Ordinal) ? new EndpointReference(value)
        : value.TypeNames[0].EndsWith(".Subnet", StringComparison.Ordinal) ? new SubnetReference(value)
        : value.TypeNames[0].EndsWith(".NetworkInterface", StringComparison.Ordinal) || value.Properties["InstanceId"] is null
            && value.Properties["NetworkInterfaceId"] is not null ? new NetworkInterfaceReference(value)
        : new InstanceReference(value);
}
