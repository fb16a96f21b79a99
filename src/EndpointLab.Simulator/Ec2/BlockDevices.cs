namespace EndpointLab.Simulator.Ec2;

/// <summary>The disks of a launch: the image's root device, as <c>BlockDeviceMapping.N</c> changes it, and what that adds.</summary>
internal static class BlockDevices
{
    private static readonly string[] VolumeTypes = ["gp3", "gp2", "io1", "io2", "st1", "sc1", "standard"];

    public static List<BlockDevice> Read(QueryParameters parameters, Image image)
    {
        List<BlockDevice> devices = [image.RootDevice];
        foreach (var mapping in parameters.Structures("BlockDeviceMapping"))
        {
            var name = mapping.Required("DeviceName");
            var inherited = devices.Find(device => device.Name == name) ?? new(name);
            devices.RemoveAll(device => device.Name == name);
            if (mapping["NoDevice"] is null)
                devices.Add(Changed(inherited, mapping.Structure("Ebs")));
            else if (name == image.RootDevice.Name)
                throw Ec2Errors.InvalidBlockDeviceMapping("The root device can't be left out.");
        }
        return devices;
    }

    private static BlockDevice Changed(BlockDevice device, QueryParameters asked)
    {
        var size = asked.Integer("VolumeSize") ?? device.VolumeSize;
        if (size < 1 || (device.SnapshotId is not null && size < device.VolumeSize))
            throw Ec2Errors.InvalidBlockDeviceMapping(
                $"Volume of size {size}GB is smaller than snapshot '{device.SnapshotId}', expect size >= {device.VolumeSize}GB");
        return device with
        {
            VolumeSize = size,
            VolumeType = asked.OneOf("VolumeType", device.VolumeType, VolumeTypes),
            DeleteOnTermination = asked.Boolean("DeleteOnTermination") ?? device.DeleteOnTermination,
            Encrypted = asked.Boolean("Encrypted") ?? device.Encrypted,
        };
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidBlockDeviceMapping(string message) => new("InvalidBlockDeviceMapping", message);
}
