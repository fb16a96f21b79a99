using System.Diagnostics;
using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Simulator;

namespace EndpointLab.Bench;

/// <summary>
/// Twenty thousand resources in one account and Region, made through the SDK: what they take, and how fast each is found by its id.
/// </summary>
internal static class LargeCloud
{
    private const int Vpcs = 200;
    private const int WarmUp = 100;
    private const int Looks = 6000;

    public static async Task<int> MeasureAsync()
    {
        using var ec2 = InProcess.Ec2(new Cloud(new CloudOptions { Lifecycle = Lifecycle.Instant }));
        Dictionary<string, (List<string> Ids, Func<string, Task> Describe)> kinds = new()
        {
            ["VPC"] = ([], id => ec2.DescribeVpcsAsync(new DescribeVpcsRequest { VpcIds = [id] })),
            ["subnet"] = ([], id => ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { SubnetIds = [id] })),
            ["route table"] = ([], id => ec2.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { RouteTableIds = [id] })),
            ["security group"] = ([], id => ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupIds = [id] })),
            ["network interface"] =
                ([], id => ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest { NetworkInterfaceIds = [id] })),
            ["endpoint"] = ([], id => ec2.DescribeVpcEndpointsAsync(new DescribeVpcEndpointsRequest { VpcEndpointIds = [id] })),
            ["instance"] = ([], id => ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [id] })),
        };
        var started = Stopwatch.GetTimestamp();
        var image = (await ec2.DescribeImagesAsync(
            new DescribeImagesRequest { Filters = [new("architecture", ["x86_64"])] })).Images[0].ImageId;
        for (var number = 0; number < Vpcs; number++)
            await AddVpcAsync(ec2, number, image, kinds.ToDictionary(kind => kind.Key, kind => kind.Value.Ids));
        var made = kinds.Values.Sum(kind => kind.Ids.Count);
        Console.WriteLine($"{made} resources in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s: "
            + string.Join(", ", kinds.Select(kind => $"{kind.Value.Ids.Count} {kind.Key}s")));

        Random random = new(1);
        foreach (var (kind, (ids, describe)) in kinds)
        {
            List<double> times = [];
            for (var look = -WarmUp; look < Looks; look++)
            {
                var begun = Stopwatch.GetTimestamp();
                await describe(ids[random.Next(ids.Count)]);
                if (look >= 0) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
            Console.WriteLine(
                $"one {kind} by its id: median {Statistics.Median(times):0.000} ms, p99 {Statistics.P99(times):0.000} ms of {Looks}");
        }
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Console.WriteLine($"managed heap {GC.GetTotalMemory(forceFullCollection: true) / 1e6:0} MB, "
            + $"working set of the whole process {Environment.WorkingSet / 1e6:0} MB, "
            + $"at its peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB");
        return 0;
    }

    /// <summary>A VPC with three tiers in two zones: about a hundred resources.</summary>
    private static async Task AddVpcAsync(AmazonEC2Client ec2, int number, string image, Dictionary<string, List<string>> ids)
    {
        TagSpecification Tagged(ResourceType type) =>
            new() { ResourceType = type, Tags = [new("Name", $"lab-{number}"), new("tier", "bench")] };

        var vpc = (await ec2.CreateVpcAsync(new() { CidrBlock = "10.0.0.0/16", TagSpecifications = [Tagged(ResourceType.Vpc)] })).Vpc.VpcId;
        ids["VPC"].Add(vpc);
        List<string> subnets = [];
        for (var subnet = 0; subnet < 6; subnet++)
        {
            subnets.Add((await ec2.CreateSubnetAsync(new()
            {
                VpcId = vpc, CidrBlock = $"10.0.{subnet}.0/24", AvailabilityZone = subnet % 2 == 0 ? "us-east-1a" : "us-east-1b",
                TagSpecifications = [Tagged(ResourceType.Subnet)],
            })).Subnet.SubnetId);
        }
        ids["subnet"].AddRange(subnets);
        List<string> tables = [];
        for (var table = 0; table < 3; table++)
        {
            tables.Add((await ec2.CreateRouteTableAsync(
                new() { VpcId = vpc, TagSpecifications = [Tagged(ResourceType.RouteTable)] })).RouteTable.RouteTableId);
            await ec2.AssociateRouteTableAsync(new() { RouteTableId = tables[^1], SubnetId = subnets[table] });
        }
        ids["route table"].AddRange(tables);
        List<string> groups = [];
        for (var group = 0; group < 12; group++)
        {
            groups.Add((await ec2.CreateSecurityGroupAsync(new()
            {
                GroupName = $"g{group}", Description = "d", VpcId = vpc, TagSpecifications = [Tagged(ResourceType.SecurityGroup)],
            })).GroupId);
            await ec2.AuthorizeSecurityGroupIngressAsync(new()
            {
                GroupId = groups[^1],
                IpPermissions =
                [
                    new() { IpProtocol = "tcp", FromPort = 443, ToPort = 443, Ipv4Ranges = [new() { CidrIp = "10.0.0.0/16" }] },
                ],
            });
        }
        ids["security group"].AddRange(groups);
        for (var card = 0; card < 75; card++)
        {
            ids["network interface"].Add((await ec2.CreateNetworkInterfaceAsync(new()
            {
                SubnetId = subnets[card % subnets.Count],
                Groups = [groups[card % groups.Count]],
                TagSpecifications = [Tagged(ResourceType.NetworkInterface)],
            })).NetworkInterface.NetworkInterfaceId);
        }
        ids["instance"].Add((await ec2.RunInstancesAsync(new()
        {
            ImageId = image, InstanceType = InstanceType.T3Micro, MinCount = 1, MaxCount = 1, SubnetId = subnets[0],
            TagSpecifications = [Tagged(ResourceType.Instance)],
        })).Reservation.Instances[0].InstanceId);
        foreach (var service in new[] { "ec2", "sts" })
        {
            ids["endpoint"].Add((await ec2.CreateVpcEndpointAsync(new()
            {
                VpcId = vpc, ServiceName = $"com.amazonaws.us-east-1.{service}", VpcEndpointType = VpcEndpointType.Interface,
                SubnetIds = subnets[..2],
                PrivateDnsEnabled = false, TagSpecifications = [Tagged(ResourceType.VpcEndpoint)],
            })).VpcEndpoint.VpcEndpointId);
        }
    }
}
