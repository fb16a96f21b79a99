namespace EndpointLab.Simulator.Ec2;

/// <summary>RunInstances: an image, a type, and the interfaces and disks it starts with.</summary>
internal static class InstanceLaunch
{
    private const int LargestUserData = 16 * 1024;

    /// <summary>How many instances an account has in a Region at a time.</summary>
    private const int MostInstances = 256;

    public static readonly Dictionary<string, Ec2Action> Actions = new() { ["RunInstances"] = Run };

    private static readonly IReadOnlyList<ResourceKind> TaggableKinds = [Instance.Kind, Volume.Kind, NetworkInterface.Kind];

    private static void Run(Ec2Call call)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var image = Image(region, parameters.Required("ImageId"));
        var type = Type(parameters.Required("InstanceType"), image);
        var (least, most) = Counts(region, parameters);
        var interfaces = LaunchInterface.ReadAll(call, least, most);
        var number = interfaces.Min(one => one.Addresses.Count);
        var disks = BlockDevices.Read(parameters, image);
        var template = Template(call, image, type, interfaces);
        var profile = InstanceProfileAssociations.Asked(call);
        var volumeTags = call.NewTags(Volume.Kind, TaggableKinds);
        var interfaceTags = call.NewTags(NetworkInterface.Kind, TaggableKinds);
        call.Proceed();
        var reservationId = ResourceId.New("r");
        for (var index = 0; index < number; index++)
        {
            var instance = region.Instances.Add(template(reservationId, index));
            if (profile is not null)
                InstanceProfileAssociations.Add(region, instance, profile);
            interfaces.ForEach(one => one.AttachTo(instance, region, interfaceTags));
            foreach (var disk in disks)
                region.Volumes.Add(NewVolume(disk, instance, region, volumeTags));
        }
        var launched = region.Instances.Where(instance => instance.ReservationId == reservationId);
        InstanceAnswer.WriteReservation(call.Answer, launched.ToList());
    }

    /// <summary>The image of an id or, after <c>resolve:ssm:</c>, of a parameter that holds one.</summary>
    private static Image Image(RegionState region, string id)
    {
        const string Resolve = "resolve:ssm:";
        if (!id.StartsWith(Resolve, StringComparison.Ordinal))
            return region.Images[id];
        var name = id[Resolve.Length..];
        return region.ImageOfParameter(name) ?? throw Ec2Errors.InvalidParameterValue($"Unable to resolve the parameter '{name}'.");
    }

    public static InstanceType Type(string name, Image image)
    {
        var type = InstanceType.All.GetValueOrDefault(name)
            ?? throw Ec2Errors.InvalidParameterValue($"Invalid value '{name}' for InstanceType.");
        return type.Architecture == image.Architecture
            ? type
            : throw Ec2Errors.InvalidParameterValue(
                $"The architecture '{type.Architecture}' of the specified instance type does not match the architecture "
                + $"'{image.Architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and "
                + "try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance "
                + "type or AMI.");
    }

    /// <summary>How many instances are wanted at least and at most, within what the Region still has room for.</summary>
    private static (int Least, int Most) Counts(RegionState region, QueryParameters parameters)
    {
        var least = parameters.Integer("MinCount") ?? throw Ec2Errors.MissingParameter("MinCount");
        var most = parameters.Integer("MaxCount") ?? throw Ec2Errors.MissingParameter("MaxCount");
        if (least < 1 || most < least)
        {
            throw Ec2Errors.InvalidParameterValue(
                $"Invalid value for minCount ({least}) or maxCount ({most}): 1 or more, and maxCount no less.");
        }

        var room = MostInstances - region.Instances.Count(instance => instance.State.At(region.Now) != InstanceState.Terminated);
        return least <= room ? (least, Math.Min(most, room)) : throw Ec2Errors.InstanceLimitExceeded(least, MostInstances);
    }

    private static Func<string, int, Instance> Template(Ec2Call call, Image image, InstanceType type, List<LaunchInterface> interfaces)
    {
        var (region, parameters) = (call.Region, call.Parameters);
        var keyPair = parameters["KeyName"] is { } key ? KeyPairs.Named(region, key) : null;
        var metadata = ReadMetadataOptions(parameters.Structure("MetadataOptions"), image);
        var userData = UserData(parameters["UserData"]);
        var shutdown = parameters.OneOf("InstanceInitiatedShutdownBehavior", "stop", "stop", "terminate");
        var monitoring = parameters.Boolean("Monitoring.Enabled") == true;
        var ebsOptimized = parameters.Boolean("EbsOptimized") == true;
        var keepTermination = parameters.Boolean("DisableApiTermination") == true;
        var keepStop = parameters.Boolean("DisableApiStop") == true;
        var tags = call.NewTags(Instance.Kind, TaggableKinds);
        return (reservationId, index) => new(ResourceId.New("i"))
        {
            ReservationId = reservationId,
            LaunchIndex = index,
            Image = image,
            Type = type,
            Zone = interfaces[0].Subnet.Zone,
            State = Instances.Starting(region),
            Checks = Instances.Checking(region),
            LaunchTime = region.Now.Time,
            KeyPair = keyPair,
            ClientToken = parameters["ClientToken"],
            UserData = userData,
            MetadataOptions = metadata,
            Monitoring = monitoring,
            EbsOptimized = ebsOptimized,
            AssociatePublicAddress = interfaces[0].AssociatePublicAddress,
            DisableApiTermination = keepTermination,
            DisableApiStop = keepStop,
            ShutdownBehavior = shutdown,
            Tags = new(tags),
        };
    }

    private static MetadataOptions ReadMetadataOptions(QueryParameters asked, Image image)
    {
        var tokens = asked.OneOf("HttpTokens", image.RequiresTokens ? "required" : "optional", "required", "optional");
        var hops = asked.Integer("HttpPutResponseHopLimit") ?? (image.RequiresTokens ? 2 : 1);
        if (hops is < 1 or > 64)
            throw Ec2Errors.InvalidParameterValue($"The HttpPutResponseHopLimit value {hops} is not between 1 and 64.");
        var endpoint = asked.OneOf("HttpEndpoint", "enabled", "enabled", "disabled");
        return new(tokens, hops, endpoint, asked.OneOf("InstanceMetadataTags", "disabled", "enabled", "disabled"));
    }

    /// <summary>Checks user data: base64 of at most 16 KB.</summary>
    public static string? UserData(string? base64)
    {
        if (base64 is not { Length: > 0 })
            return null;
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
            throw Ec2Errors.InvalidParameterValue("Invalid BASE64 encoding of user data.");
        return length <= LargestUserData
            ? base64
            : throw Ec2Errors.InvalidParameterValue($"User data is limited to {LargestUserData} bytes");
    }

    private static Volume NewVolume(BlockDevice disk, Instance instance, RegionState region, Dictionary<string, string> tags) =>
        new(ResourceId.New("vol"))
        {
            Device = disk,
            Zone = instance.Zone,
            Instance = instance,
            CreateTime = region.Now.Time,
            Tags = new(tags),
        };
}

internal static partial class Ec2Errors
{
    public static ServiceException InstanceLimitExceeded(int wanted, int most) => new(
        "InstanceLimitExceeded",
        $"You have requested more instances ({wanted}) than your current instance limit of {most} allows for the specified instance type. "
            + "Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.");
}
