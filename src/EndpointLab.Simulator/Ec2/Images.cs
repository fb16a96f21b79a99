namespace EndpointLab.Simulator.Ec2;

internal static class Images
{
    public static readonly Dictionary<string, Ec2Action> Actions = new() { ["DescribeImages"] = Describe };

    private static readonly FilterTable<Image> Filters = new()
    {
        { "architecture", image => image.Architecture },
        { "block-device-mapping.device-name", image => image.RootDevice.Name },
        { "block-device-mapping.volume-type", image => image.RootDevice.VolumeType },
        { "creation-date", image => image.CreationDate.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'") },
        { "description", image => image.Description },
        { "ena-support", _ => "true" },
        { "hypervisor", _ => "xen" },
        { "image-id", image => image.Id },
        { "image-type", _ => "machine" },
        { "is-public", _ => "true" },
        { "name", image => image.Name },
        { "owner-alias", _ => AmazonLinux.OwnerAlias },
        { "owner-id", _ => AmazonLinux.OwnerId },
        { "platform", _ => (string?)null },
        { "platform-details", _ => "Linux/UNIX" },
        { "root-device-name", image => image.RootDevice.Name },
        { "root-device-type", _ => "ebs" },
        { "state", _ => "available" },
        { "virtualization-type", _ => "hvm" },
    };

    private static void Describe(Ec2Call call)
    {
        var ids = call.Parameters.List("ImageId");
        var owners = call.Parameters.List("Owner");
        IEnumerable<Image> images = ids.Count == 0 ? call.Region.Images : call.Region.Images.Select(ids);
        if (owners.Count > 0 && !owners.Any(owner => owner is AmazonLinux.OwnerAlias or AmazonLinux.OwnerId))
            images = [];
        call.List(images, Filters, image => image.Id, "imagesSet", Write);
    }

    private static void Write(Ec2Answer xml, Image image)
    {
        xml.Text("imageId", image.Id);
        xml.Text("imageLocation", $"{AmazonLinux.OwnerAlias}/{image.Name}");
        xml.Text("imageState", "available");
        xml.Text("imageOwnerId", AmazonLinux.OwnerId);
        xml.Time("creationDate", image.CreationDate);
        xml.Flag("isPublic", true);
        xml.Text("architecture", image.Architecture);
        xml.Text("imageType", "machine");
        xml.Text("sriovNetSupport", "simple");
        xml.Text("name", image.Name);
        xml.Text("description", image.Description);
        xml.Text("rootDeviceType", "ebs");
        xml.Text("rootDeviceName", image.RootDevice.Name);
        xml.List("blockDeviceMapping", [image.RootDevice], WriteDevice);
        xml.Text("virtualizationType", "hvm");
        xml.Text("hypervisor", "xen");
        xml.Text("imageOwnerAlias", AmazonLinux.OwnerAlias);
        xml.Flag("enaSupport", true);
        xml.Text("platformDetails", "Linux/UNIX");
        xml.Text("usageOperation", "RunInstances");
        xml.Text("imdsSupport", image.RequiresTokens ? "v2.0" : null);
        if (image.Tags.Count > 0)
            xml.Tags(image);
    }

    private static void WriteDevice(Ec2Answer xml, BlockDevice device)
    {
        xml.Text("deviceName", device.Name);
        xml.Element("ebs", device, static (xml, device) =>
        {
            xml.Text("snapshotId", device.SnapshotId);
            xml.Number("volumeSize", device.VolumeSize);
            xml.Flag("deleteOnTermination", device.DeleteOnTermination);
            xml.Text("volumeType", device.VolumeType);
            xml.Flag("encrypted", device.Encrypted);
        });
    }
}
