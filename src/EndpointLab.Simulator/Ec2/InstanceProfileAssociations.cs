using EndpointLab.Simulator.Iam;

namespace EndpointLab.Simulator.Ec2;

/// <summary>Which instance has which instance profile.</summary>
internal static class InstanceProfileAssociations
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["AssociateIamInstanceProfile"] = Associate,
        ["DescribeIamInstanceProfileAssociations"] = Describe,
        ["DisassociateIamInstanceProfile"] = Disassociate,
        ["ReplaceIamInstanceProfileAssociation"] = Replace,
    };

    private static readonly FilterTable<InstanceProfileAssociation> Filters = new()
    {
        { "instance-id", association => association.Instance.Id },
        { "state", (association, region) => association.State.At(region.Now) },
    };

    /// <summary>The profile that a call names; null where it names none.</summary>
    /// <exception cref="ServiceException">InvalidParameterValue: there is none of that name or ARN.</exception>
    public static InstanceProfile? Asked(Ec2Call call)
    {
        var asked = call.Parameters.Structure("IamInstanceProfile");
        var profiles = call.Region.Iam.InstanceProfiles;
        if (asked["Arn"] is { Length: > 0 } arn)
        {
            return profiles.FirstOrDefault(profile => profile.Arn == arn) ?? throw Ec2Errors.InvalidParameterValue(
                "iamInstanceProfile.arn", arn, "Invalid IAM Instance Profile ARN");
        }
        if (asked["Name"] is not { Length: > 0 } name)
            return null;
        return profiles.Find(name) ?? throw Ec2Errors.InvalidParameterValue(
            "iamInstanceProfile.name", name, "Invalid IAM Instance Profile name");
    }

    public static InstanceProfileAssociation Add(RegionState region, Instance instance, InstanceProfile profile) =>
        region.InstanceProfileAssociations.Add(new(ResourceId.New("iip-assoc"))
        {
            Instance = instance,
            Profile = profile,
            State = region.Begin("associating").Then(Delay.InstanceProfileAssociation, "associated"),
        });

    private static void Associate(Ec2Call call)
    {
        var instance = call.Region.Instances[call.Parameters.Required("InstanceId")];
        var profile = Required(call);
        CheckLives(call.Region, instance);
        if (call.Region.ProfileOf(instance) is not null)
        {
            throw Ec2Errors.IncorrectState(
                $"There is an existing association for instance {instance.Id}");
        }
        call.Proceed();
        Write(call, Add(call.Region, instance, profile));
    }

    private static void Disassociate(Ec2Call call)
    {
        var association = call.Region.InstanceProfileAssociations[call.Parameters.Required("AssociationId")];
        call.Proceed();
        Remove(call.Region, association);
        Write(call, association);
    }

    private static void Replace(Ec2Call call)
    {
        var association = call.Region.InstanceProfileAssociations[call.Parameters.Required("AssociationId")];
        var profile = Required(call);
        CheckLives(call.Region, association.Instance);
        call.Proceed();
        call.Region.InstanceProfileAssociations.Remove(association);
        Write(call, Add(call.Region, association.Instance, profile));
    }

    private static void Describe(Ec2Call call) => call.Describe(
        call.Region.InstanceProfileAssociations,
        "AssociationId",
        Filters,
        "iamInstanceProfileAssociationSet",
        Write);

    private static void Remove(RegionState region, InstanceProfileAssociation association)
    {
        association.State = region.Begin(InstanceProfileAssociation.Disassociating);
        region.After(Delay.InstanceProfileAssociation, () => region.InstanceProfileAssociations.Remove(association));
    }

    private static InstanceProfile Required(Ec2Call call) => Asked(call) ?? throw Ec2Errors.MissingParameter("IamInstanceProfile");

    private static void CheckLives(RegionState region, Instance instance)
    {
        if (instance.State.At(region.Now) is InstanceState.ShuttingDown or InstanceState.Terminated)
        {
            throw Ec2Errors.IncorrectInstanceState(
                $"The instance '{instance.Id}' is not in the 'pending', 'running', 'stopping' or 'stopped' states.");
        }
    }

    private static void Write(Ec2Call call, InstanceProfileAssociation association) =>
        call.Answer.Element("iamInstanceProfileAssociation", association, Write);

    private static void Write(Ec2Answer xml, InstanceProfileAssociation association)
    {
        xml.Text("associationId", association.Id);
        xml.Text("instanceId", association.Instance.Id);
        xml.Element("iamInstanceProfile", association.Profile, InstanceAnswer.WriteProfile);
        xml.Text("state", association.State.At(xml.Now));
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException IncorrectState(string message) => new("IncorrectState", message);
}
