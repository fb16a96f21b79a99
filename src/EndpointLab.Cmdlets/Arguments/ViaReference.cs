using System.Management.Automation;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>A way out of a VPC: an endpoint or a gateway, by id or as an object.</summary>
public sealed class ViaReference(object value)
{
    private static readonly ResourceKind[] Kinds = [ResourceKind.Endpoint, ResourceKind.InternetGateway, ResourceKind.NatGateway];

    /// <exception cref="LabException">It is neither.</exception>
    internal string Id
    {
        get
        {
            var given = PSObject.AsPSObject(value);
            var text = given.BaseObject as string
                ?? Kinds.Select(kind => given.Properties[kind.IdProperty]?.Value as string).FirstOrDefault(id => id is not null);
            return text == "local" || Kinds.Any(kind => text is not null && kind.IsId(text)) ? text! : throw new LabException(
                ErrorId.WrongResource,
                $"{text ?? $"An object of type {given.TypeNames[0].Split('.')[^1]}"} is not a way out of a VPC.",
                "Pass an endpoint, an internet gateway or a NAT gateway, or its id.",
                value);
        }
    }
}
