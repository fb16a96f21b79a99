namespace EndpointLab.Simulator.Ec2;

/// <summary>The attributes of an instance that can be read, and some of them changed, one at a time.</summary>
internal static class InstanceAttributes
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["DescribeInstanceAttribute"] = Describe,
        ["ModifyInstanceAttribute"] = Modify,
    };

    private static void Describe(Ec2Call call)
    {
        var instance = call.Region.Instances[call.Parameters.Required("InstanceId")];
        var primary = call.Region.NetworkInterfacesOf(instance).FirstOrDefault();
        var attribute = call.Parameters.Required("Attribute");
        Action write = attribute switch
        {
            "blockDeviceMapping" => () => InstanceAnswer.WriteDevices(call.Answer, instance),
            "disableApiStop" => () => Flag(instance.DisableApiStop),
            "disableApiTermination" => () => Flag(instance.DisableApiTermination),
            "ebsOptimized" => () => Flag(instance.EbsOptimized),
            "enaSupport" => () => Flag(true),
            "groupSet" => () => NetworkInterfaceAnswer.WriteGroups(call.Answer, primary?.Groups ?? []),
            "instanceInitiatedShutdownBehavior" => () => Value(instance.ShutdownBehavior),
            "instanceType" => () => Value(instance.Type.Name),
            "kernel" or "ramdisk" => () => Value(null),
            "productCodes" => () => call.Answer.TextList("productCodes", []),
            "rootDeviceName" => () => Value(instance.Image.RootDevice.Name),
            "sourceDestCheck" => () => Flag(primary?.SourceDestCheck),
            "sriovNetSupport" => () => Value("simple"),
            "userData" => () => Value(instance.UserData),
            _ => throw Ec2Errors.InvalidParameterValue("attribute", attribute, "Unknown attribute."),
        };
        call.Proceed();
        call.Answer.Text("instanceId", instance.Id);
        write();

        void Value(string? value) => call.Answer.Element(attribute, value, static (xml, value) => xml.Text("value", value));

        void Flag(bool? value) => call.Answer.Element(attribute, value, static (xml, value) => xml.Flag("value", value));
    }

    private static void Modify(Ec2Call call)
    {
        var region = call.Region;
        var instance = region.Instances[call.Parameters.Required("InstanceId")];
        var changes = Changes(call, instance).ToList();
        if (changes is not [var change])
            throw Ec2Errors.InvalidParameterCombination("The request must contain exactly one attribute to modify");
        call.Proceed();
        change();
        call.Answer.Success();
    }

    private static IEnumerable<Action> Changes(Ec2Call call, Instance instance)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        if (parameters.List("GroupId") is { Count: > 0 } ids)
        {
            var primary = Primary(region, instance);
            var groups = NetworkInterfaceRules.Groups(region, ids, primary.Subnet);
            yield return () => primary.Groups = groups;
        }
        if (parameters.Boolean("SourceDestCheck.Value") is { } check)
        {
            var primary = Primary(region, instance);
            yield return () => primary.SourceDestCheck = check;
        }
        if (parameters.Boolean("DisableApiTermination.Value") is { } keep)
            yield return () => instance.DisableApiTermination = keep;
        if (parameters.Boolean("DisableApiStop.Value") is { } keepRunning)
            yield return () => instance.DisableApiStop = keepRunning;
        if (parameters["InstanceInitiatedShutdownBehavior.Value"] is not null)
        {
            var behavior = parameters.OneOf("InstanceInitiatedShutdownBehavior.Value", "stop", "stop", "terminate");
            yield return () => instance.ShutdownBehavior = behavior;
        }
        if (parameters["InstanceType.Value"] is { } name)
        {
            var type = InstanceLaunch.Type(name, instance.Image);
            CheckStopped(region, instance);
            yield return () => instance.Type = type;
        }
        if (parameters["UserData.Value"] is { } base64)
        {
            var userData = InstanceLaunch.UserData(base64);
            CheckStopped(region, instance);
            yield return () => instance.UserData = userData;
        }
    }

    private static NetworkInterface Primary(RegionState region, Instance instance) =>
        region.NetworkInterfacesOf(instance).FirstOrDefault() ?? throw Ec2Errors.IncorrectInstanceState(instance, "modified");

    private static void CheckStopped(RegionState region, Instance instance)
    {
        if (instance.State.At(region.Now) != InstanceState.Stopped)
            throw Ec2Errors.IncorrectInstanceState($"The instance '{instance.Id}' is not in the 'stopped' state.");
    }
}
