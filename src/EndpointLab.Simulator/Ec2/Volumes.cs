namespace EndpointLab.Simulator.Ec2;

/// <summary>The disks that instances were launched with.</summary>
internal static class Volumes
{
    public static readonly Dictionary<string, Ec2Action> Actions = new() { ["DescribeVolumes"] = Describe };

    private static readonly FilterTable<Volume> Filters = new()
    {
        { "attachment.delete-on-termination", volume => volume.Device.DeleteOnTermination },
        { "attachment.device", volume => volume.Instance is null ? null : volume.Device.Name },
        { "attachment.instance-id", volume => volume.Instance?.Id },
        { "attachment.status", volume => volume.Instance is null ? null : "attached" },
        { "availability-zone", volume => volume.Zone.Name },
        { "encrypted", volume => volume.Device.Encrypted },
        { "size", volume => volume.Device.VolumeSize.ToString() },
        { "snapshot-id", volume => volume.Device.SnapshotId },
        { "status", Status },
        { "volume-id", volume => volume.Id },
        { "volume-type", volume => volume.Device.VolumeType },
    };

    private static void Describe(Ec2Call call) => call.Describe(call.Region.Volumes, "VolumeId", Filters, "volumeSet", Write);

    private static string Status(Volume volume) => volume.Instance is null ? "available" : "in-use";

    private static void Write(Ec2Answer xml, Volume volume)
    {
        xml.Text("volumeId", volume.Id);
        xml.Number("size", volume.Device.VolumeSize);
        xml.Text("snapshotId", volume.Device.SnapshotId ?? "");
        xml.Text("availabilityZone", volume.Zone.Name);
        xml.Text("availabilityZoneId", volume.Zone.Id);
        xml.Text("status", Status(volume));
        xml.Time("createTime", volume.CreateTime);
        xml.List<Instance>("attachmentSet", volume.Instance is { } attached ? [attached] : [], (xml, instance) =>
        {
            xml.Text("volumeId", volume.Id);
            xml.Text("instanceId", instance.Id);
            xml.Text("device", volume.Device.Name);
            xml.Text("status", "attached");
            xml.Time("attachTime", volume.CreateTime);
            xml.Flag("deleteOnTermination", volume.Device.DeleteOnTermination);
        });
        xml.Tags(volume);
        xml.Text("volumeType", volume.Device.VolumeType);
        xml.Flag("encrypted", volume.Device.Encrypted);
        xml.Flag("multiAttachEnabled", false);
    }
}
