using System.Net.Http.Json;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.S3;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.DataPlane;

/// <summary>
/// The documented lab: a public and a private subnet with an instance each, an internet gateway on the public route table, an S3
/// gateway endpoint on the private one, and a bucket.
/// </summary>
internal sealed class LabNetwork : IDisposable
{
    public const string Bucket = "lab-bucket";
    public const string Key = "hello.txt";
    public const string Home = "203.0.113.10";
    public const string S3Name = "s3.us-east-1.amazonaws.com";

    private LabNetwork(Cloud cloud) =>
        (Cloud, Ec2, S3, Http) =
            (cloud, cloud.Ec2Client(), cloud.S3Client(), new(new CloudHandler(cloud)) { BaseAddress = new("http://127.0.0.1/") });

    public Cloud Cloud { get; }

    /// <summary>The simulator's administration.</summary>
    public HttpClient Http { get; }

    public AmazonEC2Client Ec2 { get; }

    public AmazonS3Client S3 { get; }

    public required string VpcId { get; init; }

    public required string Gateway { get; init; }

    public required string PublicTable { get; init; }

    public required string PrivateTable { get; init; }

    public required string PrefixList { get; init; }

    public required Instance Public { get; init; }

    public required Instance Private { get; init; }

    public required string Endpoint { get; set; }

    public string PublicInterface => Public.NetworkInterfaces.Single().NetworkInterfaceId;

    public string PrivateInterface => Private.NetworkInterfaces.Single().NetworkInterfaceId;

    public string PublicGroup => Public.SecurityGroups.Single().GroupId;

    public string PrivateGroup => Private.SecurityGroups.Single().GroupId;

    public static async Task<LabNetwork> Build()
    {
        Cloud cloud = new(new() { Lifecycle = Lifecycle.Instant });
        using var ec2 = cloud.Ec2Client();
        var vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        var open = (await ec2.CreateSubnetAsync(new(vpc, "10.0.1.0/24"), Cancel)).Subnet.SubnetId;
        var closed = (await ec2.CreateSubnetAsync(new(vpc, "10.0.2.0/24"), Cancel)).Subnet.SubnetId;
        var gateway = (await ec2.CreateInternetGatewayAsync(new(), Cancel)).InternetGateway.InternetGatewayId;
        await ec2.AttachInternetGatewayAsync(new() { InternetGatewayId = gateway, VpcId = vpc }, Cancel);
        var rt1 = await Table(open);
        var rt2 = await Table(closed);
        await ec2.CreateRouteAsync(new() { RouteTableId = rt1, DestinationCidrBlock = "0.0.0.0/0", GatewayId = gateway }, Cancel);
        var list = (await ec2.DescribePrefixListsAsync(new() { Filters = [By("prefix-list-name", "com.amazonaws.us-east-1.s3")] }, Cancel))
            .PrefixLists.Single().PrefixListId;
        var endpoint = (await ec2.CreateVpcEndpointAsync(
            new() { VpcId = vpc, ServiceName = "com.amazonaws.us-east-1.s3", RouteTableIds = [rt2] }, Cancel)).VpcEndpoint.VpcEndpointId;
        var publicGroup = await Group("public");
        var privateGroup = await Group("private");
        await Admit(publicGroup, new() { IpProtocol = "tcp", FromPort = 22, ToPort = 22, Ipv4Ranges = [new() { CidrIp = Home + "/32" }] });
        await Admit(
            privateGroup, new() { IpProtocol = "tcp", FromPort = 22, ToPort = 22, UserIdGroupPairs = [new() { GroupId = publicGroup }] });
        IpPermission everything = new() { IpProtocol = "-1", Ipv4Ranges = [new() { CidrIp = "0.0.0.0/0" }] };
        await ec2.RevokeSecurityGroupEgressAsync(new() { GroupId = privateGroup, IpPermissions = [everything] }, Cancel);
        IpPermission toS3 = new() { IpProtocol = "tcp", FromPort = 443, ToPort = 443, PrefixListIds = [new() { Id = list }] };
        await ec2.AuthorizeSecurityGroupEgressAsync(new() { GroupId = privateGroup, IpPermissions = [toS3] }, Cancel);
        LabNetwork lab = new(cloud)
        {
            VpcId = vpc,
            Gateway = gateway,
            PublicTable = rt1,
            PrivateTable = rt2,
            PrefixList = list,
            Endpoint = endpoint,
            Public = await Launch(open, publicGroup, true),
            Private = await Launch(closed, privateGroup, false),
        };
        await lab.S3.PutBucketAsync(Bucket, Cancel);
        await lab.S3.PutObjectAsync(new() { BucketName = Bucket, Key = Key, ContentBody = "hello" }, Cancel);
        return lab;

        async Task<string> Table(string subnet)
        {
            var id = (await ec2.CreateRouteTableAsync(new() { VpcId = vpc }, Cancel)).RouteTable.RouteTableId;
            await ec2.AssociateRouteTableAsync(new() { RouteTableId = id, SubnetId = subnet }, Cancel);
            return id;
        }

        async Task<string> Group(string name) =>
            (await ec2.CreateSecurityGroupAsync(new(name, name) { VpcId = vpc }, Cancel)).GroupId;

        Task Admit(string group, IpPermission permission) =>
            ec2.AuthorizeSecurityGroupIngressAsync(new() { GroupId = group, IpPermissions = [permission] }, Cancel);

        async Task<Instance> Launch(string subnet, string group, bool isPublic)
        {
            var images = await ec2.DescribeImagesAsync(new() { Owners = ["amazon"], Filters = [By("architecture", "x86_64")] }, Cancel);
            var id = (await ec2.RunInstancesAsync(new()
            {
                ImageId = images.Images[0].ImageId,
                InstanceType = InstanceType.T3Micro,
                MinCount = 1,
                MaxCount = 1,
                NetworkInterfaces = [new() { DeviceIndex = 0, SubnetId = subnet, Groups = [group], AssociatePublicIpAddress = isPublic }],
            }, Cancel)).Reservation.Instances.Single().InstanceId;
            return (await ec2.DescribeInstancesAsync(new() { InstanceIds = [id] }, Cancel)).Reservations.Single().Instances.Single();
        }
    }

    public void Dispose()
    {
        Ec2.Dispose();
        S3.Dispose();
        Http.Dispose();
    }

    public async Task<Connected> Connect(string from, string to, int port)
    {
        using var response = await Http.PostAsJsonAsync("_lab/connect", new { from, to, port }, Cancel);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Connected>(Cancel))!;
    }

    /// <summary>Reads the lab's object from somewhere: status, body, and through what.</summary>
    public async Task<(int Status, string Body, string Via)> Read(string from, string host = $"{Bucket}.{S3Name}")
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"https://{host}/{Key}");
        request.Headers.Add("X-EndpointLab-From", from);
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await Http.SendAsync(request, Cancel);
        var via = response.Headers.GetValues("X-EndpointLab-Via").Single();
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel), via);
    }

    public async Task<string> AclOf(Instance instance)
    {
        DescribeNetworkAclsRequest request = new() { Filters = [By("association.subnet-id", instance.SubnetId)] };
        return (await Ec2.DescribeNetworkAclsAsync(request, Cancel)).NetworkAcls.Single().NetworkAclId;
    }

    /// <summary>Adds a rule that decides before the default ones.</summary>
    public async Task<string> AddAclRule(Instance instance, bool egress, RuleAction action, int number = 50, PortRange? ports = null)
    {
        var acl = await AclOf(instance);
        await Ec2.CreateNetworkAclEntryAsync(new()
        {
            NetworkAclId = acl,
            Egress = egress,
            RuleAction = action,
            RuleNumber = number,
            Protocol = ports is null ? "-1" : "6",
            PortRange = ports,
            CidrBlock = "0.0.0.0/0",
        }, Cancel);
        return acl;
    }
}

/// <summary>What /_lab/connect answers.</summary>
internal sealed record Connected(string Result, string? Address, string? Via, string? StoppedBy, string[] Hops)
{
    public bool IsReachable => Result is "Reachable";
}
