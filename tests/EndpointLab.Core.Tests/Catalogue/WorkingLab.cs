using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.KeyManagementService;
using EndpointLab.Core.Tests.Analysis;
using EndpointLab.Simulator;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>
/// A private instance whose role reads a bucket, and a way to S3 that lets through what it needs and no more. Everything in it has a
/// name, by which texts call it instead of by its id.
/// </summary>
internal sealed partial class WorkingLab : IDisposable
{
    public const string Region = "eu-west-1";
    public const string Account = "123456789012";
    public const string Bucket = "lab-bucket";
    public const string Key = "hello.txt";
    public const string Role = Bucket;
    public const string RoleArn = $"arn:aws:iam::{Account}:role/endpointlab/{Role}";
    public const string S3Name = $"s3.{Region}.amazonaws.com";

    /// <summary>The blocks that S3 has in the Region.</summary>
    public static readonly string[] S3Blocks = ["3.5.64.0/21", "3.5.72.0/23", "18.34.240.0/22", "52.92.0.0/19", "52.218.0.0/17"];

    /// <summary>The one of them that holds the address to which the lab's requests go.</summary>
    public static readonly string S3BlockInUse = S3Blocks[0];

    private const string Service = $"com.amazonaws.{Region}.s3";

    private readonly Dictionary<string, string> ids = [];

    private WorkingLab(Way way) => Way = way;

    public Way Way { get; }

    public SimulatedNetwork Network { get; } = new(Region);

    public LabOperation Lab => Network.Lab;

    public IAmazonEC2 Ec2 => Network.Ec2;

    public IAmazonKeyManagementService Kms => Network.Session.Kms;

    public static CancellationToken Cancel => SimulatedNetwork.Cancel;

    /// <summary>The id of what has that name.</summary>
    public string this[string name] => ids[name];

    public static async Task<WorkingLab> BuildAsync(Way way)
    {
        WorkingLab lab = new(way);
        await lab.BuildAsync();
        return lab;
    }

    /// <summary>Gives something a name.</summary>
    public string Know(string name, string id) => ids[name] = id;

    public bool Knows(string name) => ids.ContainsKey(name);

    /// <summary>A text with names instead of ids.</summary>
    public string Named(string text) => Id().Replace(
        text.Replace(RoleArn, "role", StringComparison.Ordinal),
        id => ids.FirstOrDefault(known => known.Value == id.Value).Key ?? id.Value);

    /// <summary>A text with names instead of ids, in which all that has none is new.</summary>
    public string NamedAsNew(string text) => Id().Replace(Named(text), id => $"new {id.Value[..id.Value.LastIndexOf('-')]}");

    /// <summary>Sends the real request.</summary>
    public Task<Probe> SendAsync(Asked asked) => S3Probes.SendAsync(
        Lab, this["instance"], asked.Request, ClientOf(asked), asked.Principal, new(Result: null, Via: null));

    /// <summary>Has configuration explain the request.</summary>
    public Task<S3AccessTrace> TraceAsync(Asked asked) => S3AccessTraces.TraceAsync(Lab, QueryOf(asked));

    /// <summary>Mends what stops it, as often as there is something to mend.</summary>
    public async Task<S3AccessRepair> RepairAsync(Asked asked)
    {
        var work = await S3AccessRepairs.BeginAsync(Lab, QueryOf(asked));
        while (work.Plan.Changes.Length > 0)
        {
            await S3AccessRepairs.ApplyAsync(Lab, work);
        }

        return await S3AccessRepairs.EndAsync(Lab, work);
    }

    /// <summary>What stops a request, by the lab's names.</summary>
    public IEnumerable<string> BlockersOf(S3AccessTrace trace) => trace.Blockers
        .Select(finding => Fault.Blocker(finding.Cause, Named(finding.ResourceId), finding.Effect is FindingEffect.BlocksPartly))
        .Distinct().Order(StringComparer.Ordinal);

    public S3ClientSettings ClientOf(Asked asked) => new(
        asked.ClientRegion ?? Region,
        asked.UseDualStack ?? false,
        asked.StsEndpoint ?? StsEndpoint.Regional,
        asked.AsksEndpoint is true ? this["endpoint"] : null);

    public void Dispose() => Network.Dispose();

    private S3AccessQuery QueryOf(Asked asked)
    {
        var request = asked.Request;
        return new(this["instance"], request.Bucket, ClientOf(asked))
        {
            Key = request.Key,
            Action = asked.Action ?? S3Action.GetObject,
            Principal = asked.Principal,
        };
    }

    private async Task BuildAsync()
    {
        var vpc = Know("vpc", await Network.VpcAsync("10.0.0.0/16"));
        await Ec2.ModifyVpcAttributeAsync(new() { VpcId = vpc, EnableDnsHostnames = true }, Cancel);
        var subnet = Know("subnet", await Network.SubnetAsync(vpc, "10.0.1.0/24"));
        Know("table", await Network.TableAsync(vpc, subnet));
        Know("main", (await Ec2.DescribeRouteTablesAsync(
            new() { Filters = [new("vpc-id", [vpc]), new("association.main", ["true"])] }, Cancel)).RouteTables.Single().RouteTableId);
        Know("acl", await Network.AclOfAsync(subnet));
        Know("group", await Network.GroupAsync(vpc, "instance"));
        Know("s3-list", await Network.PrefixListAsync("s3"));
        await MakeWayAsync();
        Dictionary<string, byte[]> objects = new() { [Key] = "hello"u8.ToArray() };
        await Buckets.CreateAsync(Lab, Bucket, objects, new Dictionary<string, string>());
        await LaunchAsync();
    }

    private Task MakeWayAsync() => Way switch
    {
        Way.GatewayEndpoint => MakeGatewayEndpointAsync(),
        Way.InterfaceEndpoint => MakeInterfaceEndpointAsync(),
        _ => MakeNatGatewayAsync(),
    };

    private async Task MakeGatewayEndpointAsync()
    {
        await Network.AdmitAsync(this["group"], isEgress: true, 443, this["s3-list"]);
        Know("endpoint", await GatewayEndpointAsync(this["vpc"], this["table"]));
    }

    private async Task MakeInterfaceEndpointAsync()
    {
        var there = Know("endpoint's subnet", await Network.SubnetAsync(this["vpc"], "10.0.2.0/24"));
        var acl = Know("endpoint's acl", await OpenAclAsync(there));
        var group = Know("endpoint's group", await Network.GroupAsync(this["vpc"], "endpoint"));
        await Network.AdmitAsync(this["group"], isEgress: true, 443, group);
        await Network.AdmitAsync(group, isEgress: false, 443, this["group"]);
        var made = await InterfaceEndpoints.CreateAsync(
            Lab, new("s3", [there], new Dictionary<string, string>()) { SecurityGroupIds = [group] });
        Know("endpoint", made.VpcEndpointId);
        Know("endpoint's interface", made.NetworkInterfaceIds.Single());
    }

    private async Task MakeNatGatewayAsync()
    {
        await Network.AdmitAsync(this["group"], isEgress: true, 443, this["s3-list"]);
        var open = Know("public subnet", await Network.SubnetAsync(this["vpc"], "10.0.2.0/24"));
        var table = Know("public table", await Network.TableAsync(this["vpc"], open));
        var gateway = Know("internet gateway", await Network.GatewayAsync(this["vpc"]));
        await RouteAsync(table, "0.0.0.0/0", gateway);
        var address = (await Ec2.AllocateAddressAsync(new(), Cancel)).AllocationId;
        var nat = Know("NAT gateway", (await Ec2.CreateNatGatewayAsync(
            new() { SubnetId = open, AllocationId = address }, Cancel)).NatGateway.NatGatewayId);
        await RouteAsync(this["table"], "0.0.0.0/0", nat);
    }

    private async Task LaunchAsync()
    {
        LaunchPlan plan = new(
            this["subnet"], "t3.micro", [this["group"]], KeyName: null, ImageId: null, ReadBucket: Bucket, InstanceProfile: null,
            AssociatePublicIpAddress: null, new Dictionary<string, string>());
        var instance = Know("instance", (await EndpointLab.Instances.LaunchAsync(Lab, plan)).InstanceId);
        var interfaces = await NetworkInterfaces.GetAsync(Lab, ResourceQuery.Where("attachment.instance-id", instance));
        Know("interface", interfaces[0].NetworkInterfaceId);
    }

    [GeneratedRegex(@"\b[a-z]+(-[a-z]+)*-([0-9a-f]{17}|[0-9a-f]{8})\b|\bZ[0-9A-Z]{8,}\b|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")]
    private static partial Regex Id();
}
