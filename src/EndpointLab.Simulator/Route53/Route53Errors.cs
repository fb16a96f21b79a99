using System.Net;

namespace EndpointLab.Simulator.Route53;

/// <summary>Route 53's refusals ("Errors" of each action in its API reference).</summary>
internal static class Route53Errors
{
    public static ServiceException MalformedInput() => new("MalformedInput", "The request body isn't the XML that the action takes.");

    public static ServiceException InvalidInput(string message) => new("InvalidInput", message);

    public static ServiceException NoSuchOperation() =>
        new("UnknownOperationException", "The simulator's Route 53 has no such action.", HttpStatusCode.NotFound);

    public static ServiceException NoSuchHostedZone(string id) =>
        new("NoSuchHostedZone", $"No hosted zone found with ID: {id}", HttpStatusCode.NotFound);

    public static ServiceException NoSuchChange(string id) =>
        new("NoSuchChange", $"Could not find resource with ID: {id}", HttpStatusCode.NotFound);

    public static ServiceException HostedZoneAlreadyExists() => new(
        "HostedZoneAlreadyExists", "A hosted zone has already been created with the specified caller reference.", HttpStatusCode.Conflict);

    public static ServiceException HostedZoneNotEmpty() => new(
        "HostedZoneNotEmpty", "The specified hosted zone contains non-required resource record sets and so cannot be deleted.");

    public static ServiceException InvalidDomainName(string name) =>
        new("InvalidDomainName", $"{name} is not a valid domain name");

    public static ServiceException InvalidVpcId(ZoneVpc vpc) =>
        new("InvalidVPCId", $"The VPC {vpc.VpcId} in region {vpc.Region} does not exist or is not the account's own.");

    public static ServiceException ConflictingDomainExists(ZoneVpc vpc, string other) => new(
        "ConflictingDomainExists",
        $"The VPC {vpc.VpcId} in region {vpc.Region} has already been associated with {other} with the same domain name.");

    public static ServiceException VpcAssociationNotFound(ZoneVpc vpc, HostedZone zone) => new(
        "VPCAssociationNotFound",
        $"The VPC {vpc.VpcId} in region {vpc.Region} is not associated with the hosted zone {zone.Id}.",
        HttpStatusCode.NotFound);

    public static ServiceException LastVpcAssociation() => new(
        "LastVPCAssociation",
        "The VPC that you're trying to disassociate from the private hosted zone is the last VPC that is associated with the hosted zone. "
            + "Amazon Route 53 doesn't support disassociating the last VPC from a hosted zone.");

    public static ServiceException InvalidChangeBatch(IEnumerable<string> messages) =>
        new("InvalidChangeBatch", $"[{string.Join(", ", messages)}]");
}
