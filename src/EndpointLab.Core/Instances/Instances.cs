using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Resources;

namespace EndpointLab;

/// <summary>Launches, finds, awaits and terminates instances.</summary>
public static class Instances
{
    /// <summary>Launches one instance whose metadata needs a session token (IMDSv2); its volume and interface get its tags.</summary>
    public static async Task<Instance> LaunchAsync(LabOperation lab, LaunchPlan plan)
    {
        var imageId = plan.ImageId ?? await AmazonLinux.NewestAsync(lab, plan.InstanceType);
        var response = await lab.Ec2((ec2, token) => ec2.RunInstancesAsync(
            new()
            {
                ImageId = imageId,
                InstanceType = plan.InstanceType,
                MinCount = 1,
                MaxCount = 1,
                KeyName = plan.KeyName,
                ClientToken = Guid.NewGuid().ToString(),
                MetadataOptions = new() { HttpTokens = HttpTokensState.Required, HttpEndpoint = InstanceMetadataEndpointState.Enabled },
                NetworkInterfaces =
                [
                    new()
                    {
                        DeviceIndex = 0,
                        SubnetId = plan.SubnetId,
                        Groups = plan.SecurityGroupIds.Count == 0 ? null : [.. plan.SecurityGroupIds],
                        AssociatePublicIpAddress = plan.AssociatePublicIpAddress,
                        DeleteOnTermination = true,
                    },
                ],
                TagSpecifications = plan.Tags.Count == 0 ? null :
                [
                    .. Tags.Specify(ResourceType.Instance, plan.Tags)!,
                    .. Tags.Specify(ResourceType.Volume, plan.Tags)!,
                    .. Tags.Specify(ResourceType.NetworkInterface, plan.Tags)!,
                ],
            },
            token), plan.SubnetId);
        return new(lab.Session, response.Reservation.Instances[0]);
    }

    public static async Task<IReadOnlyList<Instance>> GetAsync(LabOperation lab, ResourceQuery query)
    {
        var reservations = await lab.Ec2Pages(
            (ec2, next, token) => ec2.DescribeInstancesAsync(
                new() { InstanceIds = query.IdList, Filters = query.FilterList, NextToken = next }, token),
            response => response.Reservations,
            response => response.NextToken);
        return [.. reservations.SelectMany(reservation => reservation.Instances).Select(instance => new Instance(lab.Session, instance))];
    }

    public static Task RemoveAsync(LabOperation lab, string instanceId) =>
        lab.Ec2((ec2, token) => ec2.TerminateInstancesAsync(new() { InstanceIds = [instanceId] }, token), instanceId);
}
