using Amazon.EC2.Model;

namespace EndpointLab;

/// <summary>An elastic address (EC2's <c>Address</c>).</summary>
internal sealed record ElasticAddress : LabResource
{
    public string AllocationId { get; }

    public string PublicIp { get; }

    /// <summary>Whether something has it; then AWS bills that for it.</summary>
    public bool IsInUse { get; }

    internal override string Id => AllocationId;

    public ElasticAddress(LabSession session, Address address)
        : base(session, address.Tags)
    {
        AllocationId = address.AllocationId;
        PublicIp = address.PublicIp;
        IsInUse = address.AssociationId is not null;
    }
}
