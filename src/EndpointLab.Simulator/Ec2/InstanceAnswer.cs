using EndpointLab.Simulator.Iam;

namespace EndpointLab.Simulator.Ec2;

/// <summary>Writes instances.</summary>
internal static class InstanceAnswer
{
    public static void WriteReservation(Ec2Answer xml, List<Instance> instances)
    {
        xml.Text("reservationId", instances[0].ReservationId);
        xml.Text("ownerId", xml.Region.AccountId);
        xml.TextList("groupSet", []);
        xml.List("instancesSet", instances, Write);
    }

    public static void WriteState(Ec2Answer xml, string name, string state) => xml.Element(name, state, static (xml, state) =>
    {
        xml.Number("code", InstanceState.Code(state));
        xml.Text("name", state);
    });

    /// <summary>The result of both status checks, which only a running instance has.</summary>
    public static string Check(Instance instance, RegionState region) =>
        instance.State.At(region.Now) == InstanceState.Running ? instance.Checks.At(region.Now) : "not-applicable";

    public static void WriteStatus(Ec2Answer xml, Instance instance)
    {
        var check = Check(instance, xml.Region);
        xml.Text("instanceId", instance.Id);
        xml.Text("availabilityZone", instance.Zone.Name);
        xml.Text("availabilityZoneId", instance.Zone.Id);
        WriteState(xml, "instanceState", instance.State.At(xml.Now));
        xml.Element("systemStatus", check, WriteCheck);
        xml.Element("instanceStatus", check, WriteCheck);
    }

    public static void WriteDevices(Ec2Answer xml, Instance instance) =>
        xml.List("blockDeviceMapping", xml.Region.VolumesOf(instance), static (xml, volume) =>
        {
            xml.Text("deviceName", volume.Device.Name);
            xml.Element("ebs", volume, static (xml, volume) =>
            {
                xml.Text("volumeId", volume.Id);
                xml.Text("status", "attached");
                xml.Time("attachTime", volume.CreateTime);
                xml.Flag("deleteOnTermination", volume.Device.DeleteOnTermination);
            });
        });

    private static void Write(Ec2Answer xml, Instance instance)
    {
        var state = instance.State.At(xml.Now);
        var interfaces = xml.Region.NetworkInterfacesOf(instance).ToList();
        var primary = interfaces.FirstOrDefault();
        xml.Text("instanceId", instance.Id);
        xml.Text("imageId", instance.Image.Id);
        WriteState(xml, "instanceState", state);
        WriteNetwork(xml, primary);
        xml.Text("reason", instance.StopReason ?? "");
        xml.Text("keyName", instance.KeyPair?.Name);
        xml.Number("amiLaunchIndex", instance.LaunchIndex);
        xml.TextList("productCodes", []);
        xml.Text("instanceType", instance.Type.Name);
        xml.Time("launchTime", instance.LaunchTime);
        WritePlacement(xml, instance);
        xml.Element("monitoring", instance.Monitoring, static (xml, on) => xml.Text("state", on ? "enabled" : "disabled"));
        WriteStateReason(xml, state, instance);
        WriteMachine(xml, instance);
        WriteDevices(xml, instance);
        xml.Text("clientToken", instance.ClientToken ?? "");
        xml.Tags(instance);
        xml.List("networkInterfaceSet", interfaces, NetworkInterfaceAnswer.WriteOfInstance);
        if (xml.Region.ProfileOf(instance) is { } association)
            xml.Element("iamInstanceProfile", association.Profile, WriteProfile);
        WriteMetadataOptions(xml, instance.MetadataOptions, state == InstanceState.Pending ? "pending" : "applied");
    }

    /// <summary>What an instance has of its primary interface, and has no longer when it is terminated.</summary>
    private static void WriteNetwork(Ec2Answer xml, NetworkInterface? primary)
    {
        xml.Text("privateDnsName", primary?.PrivateDnsName ?? "");
        xml.Text("dnsName", primary is null ? "" : xml.Region.PublicDnsName(primary.Subnet.Vpc, primary.PublicAddress));
        NetworkInterfaceAnswer.WriteGroups(xml, primary?.Groups ?? []);
        if (primary is null)
            return;
        xml.Text("subnetId", primary.Subnet.Id);
        xml.Text("vpcId", primary.Subnet.Vpc.Id);
        xml.Text("privateIpAddress", primary.Address?.ToString());
        xml.Text("ipv6Address", primary.Ipv6Addresses is [var first, ..] ? first.ToString() : null);
        xml.Text("ipAddress", primary.PublicAddress?.ToString());
        xml.Flag("sourceDestCheck", primary.SourceDestCheck);
    }

    private static void WritePlacement(Ec2Answer xml, Instance instance) => xml.Element("placement", instance, static (xml, instance) =>
    {
        xml.Text("availabilityZone", instance.Zone.Name);
        xml.Text("availabilityZoneId", instance.Zone.Id);
        xml.Text("groupName", "");
        xml.Text("tenancy", "default");
    });

    private static void WriteStateReason(Ec2Answer xml, string state, Instance instance)
    {
        const string ByUser = "Client.UserInitiatedShutdown";
        if (state != InstanceState.Pending && instance.StopReason is null)
            return;
        xml.Element("stateReason", state == InstanceState.Pending, static (xml, pending) =>
        {
            xml.Text("code", pending ? "pending" : ByUser);
            xml.Text("message", pending ? "pending" : ByUser + ": User initiated shutdown");
        });
    }

    private static void WriteMachine(Ec2Answer xml, Instance instance)
    {
        xml.Text("architecture", instance.Image.Architecture);
        xml.Text("rootDeviceType", "ebs");
        xml.Text("rootDeviceName", instance.Image.RootDevice.Name);
        xml.Text("virtualizationType", "hvm");
        xml.Text("hypervisor", "xen");
        xml.Flag("ebsOptimized", instance.EbsOptimized);
        xml.Flag("enaSupport", true);
        xml.Text("platformDetails", "Linux/UNIX");
        xml.Text("usageOperation", "RunInstances");
        xml.Time("usageOperationUpdateTime", instance.LaunchTime);
        xml.Element("cpuOptions", instance.Type, static (xml, type) =>
        {
            xml.Number("coreCount", type.Cores);
            xml.Number("threadsPerCore", type.ThreadsPerCore);
        });
    }

    public static void WriteProfile(Ec2Answer xml, InstanceProfile profile)
    {
        xml.Text("arn", profile.Arn);
        xml.Text("id", profile.Id);
    }

    private static void WriteMetadataOptions(Ec2Answer xml, MetadataOptions options, string state) => xml.Element("metadataOptions", () =>
    {
        xml.Text("state", state);
        xml.Text("httpTokens", options.HttpTokens);
        xml.Number("httpPutResponseHopLimit", options.HopLimit);
        xml.Text("httpEndpoint", options.HttpEndpoint);
        xml.Text("httpProtocolIpv6", "disabled");
        xml.Text("instanceMetadataTags", options.InstanceMetadataTags);
    });

    private static void WriteCheck(Ec2Answer xml, string check)
    {
        xml.Text("status", check);
        if (check == "not-applicable")
            return;
        xml.List("details", [check == "ok" ? "passed" : check], static (xml, status) =>
        {
            xml.Text("name", "reachability");
            xml.Text("status", status);
        });
    }
}
