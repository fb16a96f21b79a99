namespace EndpointLab.Simulator.Ec2;

/// <summary>Plugging interfaces into instances that run already, and out of them.</summary>
internal static class NetworkInterfaceAttachments
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["AttachNetworkInterface"] = Attach,
        ["DetachNetworkInterface"] = Detach,
    };

    private static void Attach(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        parameters.RefuseUnsupported("EnaSrdSpecification.EnaSrdEnabled", "EnaQueueCount");
        var networkInterface = region.NetworkInterfaces[parameters.Required("NetworkInterfaceId")];
        var instance = region.Instances[parameters.Required("InstanceId")];
        var index = parameters.Integer("DeviceIndex") ?? throw Ec2Errors.MissingParameter("deviceIndex");
        NetworkInterfaceRules.CheckOwn(networkInterface);
        if (networkInterface.Attachment is not null)
            throw Ec2Errors.InvalidNetworkInterfaceInUse(networkInterface);
        if (instance.State.At(region.Now) is not (InstanceState.Running or InstanceState.Stopped))
            throw Ec2Errors.IncorrectInstanceState($"The instance '{instance.Id}' is not in the 'running' or 'stopped' state.");
        var others = region.NetworkInterfacesOf(instance).ToList();
        if (others.Exists(other => other.Attachment!.DeviceIndex == index))
        {
            throw Ec2Errors.InvalidParameterValue(
                $"Instance '{instance.Id}' already has an interface attached at device index '{index}'.");
        }
        if (others[0].Subnet.Zone != networkInterface.Subnet.Zone)
        {
            throw Ec2Errors.InvalidParameterCombination(
                "You may not attach a network interface to an instance if they are not in the same availability zone");
        }
        if (others[0].Subnet.Vpc != networkInterface.Subnet.Vpc)
            throw Ec2Errors.InvalidParameterCombination("The network interface and the instance are in different networks");
        call.Proceed();
        NetworkInterfaceAttachment attachment = new()
        {
            Instance = instance,
            InstanceOwnerId = region.AccountId,
            AttachTime = region.Now.Time,
            DeviceIndex = index,
        };
        networkInterface.Attachment = attachment;
        call.Answer.Text("attachmentId", attachment.Id);
        call.Answer.Number("networkCardIndex", 0);
    }

    private static void Detach(Ec2Call call)
    {
        var id = call.Parameters.Required("AttachmentId");
        var networkInterface = call.Region.NetworkInterfaces.FirstOrDefault(one => one.Attachment?.Id == id)
            ?? throw Ec2Errors.InvalidAttachmentNotFound(id);
        NetworkInterfaceRules.CheckOwn(networkInterface);
        if (networkInterface.Attachment!.DeviceIndex == 0)
            throw Ec2Errors.OperationNotPermitted("The network interface at device index 0 cannot be detached.");
        call.Proceed();
        networkInterface.Attachment = null;
        call.Answer.Success();
    }
}
