using EndpointLab.Simulator.Iam;

namespace EndpointLab.Simulator.State;

/// <summary>That an instance has an instance profile.</summary>
internal sealed class InstanceProfileAssociation(string id) : Resource(id), IResource
{
    public const string Disassociating = "disassociating";

    public static ResourceKind Kind { get; } = new(
        "iam-instance-profile-association",
        "iip-assoc",
        "InvalidAssociationID.NotFound",
        "InvalidAssociationID.Malformed",
        "association ID");

    public required Instance Instance { get; init; }

    public required InstanceProfile Profile { get; init; }

    /// <summary>associating, associated or <see cref="Disassociating"/>.</summary>
    public required Timeline State { get; set; }
}

internal sealed partial class RegionState
{
    public ResourceTable<InstanceProfileAssociation> InstanceProfileAssociations =>
        field ??= NewTable<InstanceProfileAssociation>(association => association.Instance);

    /// <summary>The one that gives an instance its role; null where it has none.</summary>
    public InstanceProfileAssociation? ProfileOf(Instance instance) =>
        InstanceProfileAssociations.Of(instance)
            .FirstOrDefault(association => association.State.At(Now) is not InstanceProfileAssociation.Disassociating);

    /// <summary>IAM of the account.</summary>
    public IamAccount Iam => cloud.Iam.Of(accountId);
}
