using System.Globalization;

namespace EndpointLab.Simulator.Ec2;

/// <summary>What becomes of instances after their launch.</summary>
internal static class Instances
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["DescribeInstances"] = Describe,
        ["DescribeInstanceStatus"] = DescribeStatus,
        ["StartInstances"] = Start,
        ["StopInstances"] = Stop,
        ["TerminateInstances"] = Terminate,
    };

    private static readonly FilterTable<Instance> StatusFilters = new()
    {
        { "availability-zone", instance => instance.Zone.Name },
        { "instance-state-code", (instance, region) => StateCode(instance, region) },
        { "instance-state-name", (instance, region) => instance.State.At(region.Now) },
        { "instance-status.status", (instance, region) => InstanceAnswer.Check(instance, region) },
        { "system-status.status", (instance, region) => InstanceAnswer.Check(instance, region) },
    };

    private static readonly FilterTable<Instance> Filters = new()
    {
        { "architecture", instance => instance.Image.Architecture },
        { "availability-zone", instance => instance.Zone.Name },
        { "availability-zone-id", instance => instance.Zone.Id },
        { "client-token", instance => instance.ClientToken },
        { "dns-name", (instance, region) => Each(instance, region, one => region.PublicDnsName(one.Subnet.Vpc, one.PublicAddress)) },
        { "group-id", (instance, region) => Groups(instance, region).Select(group => group.Id) },
        { "group-name", (instance, region) => Groups(instance, region).Select(group => group.Name) },
        { "iam-instance-profile.arn", (instance, region) => region.ProfileOf(instance)?.Profile.Arn },
        { "image-id", instance => instance.Image.Id },
        { "instance-id", instance => instance.Id },
        { "instance-state-code", (instance, region) => StateCode(instance, region) },
        { "instance-state-name", (instance, region) => instance.State.At(region.Now) },
        { "instance-type", instance => instance.Type.Name },
        { "instance.group-id", (instance, region) => Groups(instance, region).Select(group => group.Id) },
        { "instance.group-name", (instance, region) => Groups(instance, region).Select(group => group.Name) },
        { "ip-address", (instance, region) => Each(instance, region, one => one.PublicAddress?.ToString()) },
        { "ipv6-address", (instance, region) => region.NetworkInterfacesOf(instance).SelectMany(Ipv6Addresses) },
        { "key-name", instance => instance.KeyPair?.Name },
        {
            "network-interface.addresses.association.public-ip",
            (instance, region) => Each(instance, region, one => one.PublicAddress?.ToString())
        },
        { "network-interface.addresses.private-ip-address", (instance, region) => Each(instance, region, one => one.Address?.ToString()) },
        { "network-interface.group-id", (instance, region) => Groups(instance, region).Select(group => group.Id) },
        {
            "network-interface.ipv6-addresses.ipv6-address",
            (instance, region) => region.NetworkInterfacesOf(instance).SelectMany(Ipv6Addresses)
        },
        { "network-interface.network-interface-id", (instance, region) => Each(instance, region, one => one.Id) },
        { "network-interface.subnet-id", (instance, region) => Each(instance, region, one => one.Subnet.Id) },
        { "network-interface.vpc-id", (instance, region) => Each(instance, region, one => one.Subnet.Vpc.Id) },
        { "owner-id", (_, region) => region.AccountId },
        { "private-dns-name", (instance, region) => Each(instance, region, one => one.PrivateDnsName) },
        { "private-ip-address", (instance, region) => Each(instance, region, one => one.Address?.ToString()) },
        { "reservation-id", instance => instance.ReservationId },
        { "root-device-name", instance => instance.Image.RootDevice.Name },
        { "root-device-type", _ => "ebs" },
        { "subnet-id", (instance, region) => Each(instance, region, one => one.Subnet.Id) },
        { "tenancy", _ => "default" },
        { "virtualization-type", _ => "hvm" },
        { "vpc-id", (instance, region) => Each(instance, region, one => one.Subnet.Vpc.Id) },
    };

    public static Timeline Starting(RegionState region) =>
        region.Begin(InstanceState.Pending).Then(Delay.InstanceStart, InstanceState.Running);

    public static Timeline Checking(RegionState region) =>
        region.Begin("initializing").Then(Delay.InstanceStart, "initializing").Then(Delay.InstanceChecks, "ok");

    private static void Describe(Ec2Call call)
    {
        var ids = call.Parameters.List("InstanceId");
        if (ids.Count > 0 && call.Parameters["MaxResults"] is not null)
            throw Ec2Errors.InvalidParameterCombination("The parameter instancesSet cannot be used with the parameter maxResults");
        IEnumerable<Instance> instances = ids.Count == 0 ? call.Region.Instances : call.Region.Instances.Select(ids);
        var (chosen, next) = call.Choose(instances, Filters, instance => instance.Id);
        call.Proceed();
        var reservations = chosen.GroupBy(instance => instance.ReservationId);
        call.Answer.List("reservationSet", reservations, static (xml, one) => InstanceAnswer.WriteReservation(xml, one.ToList()));
        call.Answer.Text("nextToken", next);
    }

    private static void DescribeStatus(Ec2Call call)
    {
        var region = call.Region;
        var ids = call.Parameters.List("InstanceId");
        IEnumerable<Instance> instances = ids.Count == 0 ? region.Instances : region.Instances.Select(ids);
        if (call.Parameters.Boolean("IncludeAllInstances") != true)
            instances = instances.Where(instance => instance.State.At(region.Now) == InstanceState.Running);
        call.List(instances, StatusFilters, instance => instance.Id, "instanceStatusSet", InstanceAnswer.WriteStatus);
    }

    private static void Start(Ec2Call call) => Change(call, (instance, state) =>
    {
        if (state is InstanceState.Pending or InstanceState.Running)
            return null;
        return state == InstanceState.Stopped
            ? () => Start(instance, call.Region)
            : throw Ec2Errors.IncorrectInstanceState(instance, "started");
    });

    private static void Stop(Ec2Call call) => Change(call, (instance, state) =>
    {
        if (state is InstanceState.Stopping or InstanceState.Stopped)
            return null;
        if (state is not (InstanceState.Running or InstanceState.Pending))
            throw Ec2Errors.IncorrectInstanceState(instance, "stopped");
        return instance.DisableApiStop
            ? throw Ec2Errors.NotPermitted(instance, "stopped", "disableApiStop")
            : () => Stop(instance, call.Region);
    });

    private static void Terminate(Ec2Call call) => Change(call, (instance, state) =>
    {
        if (state is InstanceState.ShuttingDown or InstanceState.Terminated)
            return null;
        return instance.DisableApiTermination
            ? throw Ec2Errors.NotPermitted(instance, "terminated", "disableApiTermination")
            : () => Terminate(instance, call.Region);
    });

    /// <summary>Changes all of the call's instances or, where one can't be, none; and answers each one's state before and after.</summary>
    /// <param name="change">What to do to an instance in that state; null where there is nothing to do.</param>
    private static void Change(Ec2Call call, Func<Instance, string, Action?> change)
    {
        var region = call.Region;
        var ids = call.Parameters.List("InstanceId");
        if (ids.Count == 0)
            throw Ec2Errors.MissingParameter("InstanceId");
        var instances = region.Instances.Select([.. ids.Distinct()]);
        var before = instances.ConvertAll(instance => instance.State.At(region.Now));
        var changes = instances.Zip(before, change).ToList();
        call.Proceed();
        changes.ForEach(one => one?.Invoke());
        call.Answer.List("instancesSet", instances.Zip(before), static (xml, one) =>
        {
            xml.Text("instanceId", one.First.Id);
            InstanceAnswer.WriteState(xml, "currentState", one.First.State.At(xml.Now));
            InstanceAnswer.WriteState(xml, "previousState", one.Second);
        });
    }

    private static void Start(Instance instance, RegionState region)
    {
        instance.State = Starting(region);
        instance.Checks = Checking(region);
        instance.LaunchTime = region.Now.Time;
        instance.StopReason = null;
        var primary = region.NetworkInterfacesOf(instance).First();
        if (instance.AssociatePublicAddress)
            primary.Association ??= new(region.TakePublicAddress(), null);
    }

    private static void Stop(Instance instance, RegionState region)
    {
        instance.State = region.Begin(InstanceState.Stopping).Then(Delay.InstanceStop, InstanceState.Stopped);
        instance.StopReason = StopReason(region);
        region.After(Delay.InstanceStop, () =>
        {
            foreach (var one in region.NetworkInterfacesOf(instance).Where(one => one.Association?.Elastic is null))
                one.Association = null;
        });
    }

    private static void Terminate(Instance instance, RegionState region)
    {
        instance.State = region.Begin(InstanceState.ShuttingDown).Then(Delay.InstanceStop, InstanceState.Terminated);
        instance.StopReason = StopReason(region);
        region.After(Delay.InstanceStop, () =>
        {
            foreach (var one in region.NetworkInterfacesOf(instance).ToList())
                Detach(one, region);
            foreach (var volume in region.VolumesOf(instance).ToList())
                Detach(volume, region);
            region.InstanceProfileAssociations.RemoveAll(association => association.Instance == instance);
        });
        region.After(Delay.TerminatedInstanceVisible, () => region.Instances.Remove(instance));
    }

    private static void Detach(NetworkInterface one, RegionState region)
    {
        if (one.Attachment!.DeleteOnTermination)
            region.NetworkInterfaces.Remove(one);
        one.Attachment = null;
        if (one.Association?.Elastic is null)
            one.Association = null;
    }

    private static void Detach(Volume volume, RegionState region)
    {
        volume.Instance = null;
        if (volume.Device.DeleteOnTermination)
            region.Volumes.Remove(volume);
    }

    private static string StopReason(RegionState region) =>
        string.Create(CultureInfo.InvariantCulture, $"User initiated ({region.Now.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} GMT)");

    private static string StateCode(Instance instance, RegionState region) =>
        InstanceState.Code(instance.State.At(region.Now)).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string?> Ipv6Addresses(NetworkInterface one) => one.Ipv6Addresses.Select(address => address.ToString());

    private static IEnumerable<SecurityGroup> Groups(Instance instance, RegionState region) =>
        region.NetworkInterfacesOf(instance).SelectMany(one => one.Groups);

    private static IEnumerable<string?> Each(Instance instance, RegionState region, Func<NetworkInterface, string?> value) =>
        region.NetworkInterfacesOf(instance).Select(value);
}

internal static partial class Ec2Errors
{
    public static ServiceException IncorrectInstanceState(Instance instance, string change) => IncorrectInstanceState(
        $"The instance '{instance.Id}' is not in a state from which it can be {change}.");

    public static ServiceException IncorrectInstanceState(string message) => new("IncorrectInstanceState", message);

    public static ServiceException NotPermitted(Instance instance, string change, string attribute) => OperationNotPermitted(
        $"The instance '{instance.Id}' may not be {change}. Modify its '{attribute}' instance attribute and try again.");
}
