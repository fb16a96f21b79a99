using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Xml.Linq;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.S3.Model;
using EndpointLab.Core.Tests.Analysis;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>
/// All that an account has configured, a line for each property that stands for itself, and for each item of a list. By names and not
/// by ids, and without what AWS makes up, two of them differ by what was changed alone.
/// </summary>
internal sealed class Configuration
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new Words() },
    };

    // What is different for every resource, or follows from the rest.
    private static readonly string[] Noise =
    [
        "AssociationId", "AttachTime", "AvailableIpAddressCount", "ClientToken", "CreateTime", "CreationDate", "CreationTime",
        "CreationTimestamp", "CreatorRequestId", "DnsEntries", "DomainCount", "GroupOwnerId", "Id", "LastUpdateTimestamp", "LaunchTime",
        "MacAddress", "ModificationTime", "NetworkInterfaceIds", "OwnerId", "PrivateDnsName", "RequesterId", "RequesterManaged",
        "SecurityGroupRuleArn", "SecurityGroupRuleId", "UserId",
    ];

    private readonly List<string> lines = [];
    private readonly WorkingLab lab;

    private Configuration(WorkingLab lab) => this.lab = lab;

    public static async Task<Configuration> ReadAsync(WorkingLab lab)
    {
        Configuration all = new(lab);
        await all.ReadNetworkAsync();
        await all.ReadStorageAsync();
        await all.ReadNamesAsync();
        await all.ReadIdentitiesAsync();
        return all;
    }

    public IReadOnlyList<string> All => lines;

    /// <summary>What is here and wasn't there, after a plus; and what was there and isn't here, after a minus.</summary>
    public IEnumerable<string> Since(Configuration before)
    {
        List<string> gone = [.. before.lines], come = [];
        foreach (var line in lines)
        {
            if (!gone.Remove(line))
            {
                come.Add(line);
            }
        }

        return gone.Select(line => $"- {line}").Concat(come.Select(line => $"+ {lab.NamedAsNew(line)}")).Order(StringComparer.Ordinal);
    }

    private async Task ReadNetworkAsync()
    {
        var (ec2, cancel) = (lab.Ec2, WorkingLab.Cancel);
        Add("VpcId", (await ec2.DescribeVpcsAsync(cancel)).Vpcs);
        foreach (var vpc in (await ec2.DescribeVpcsAsync(cancel)).Vpcs)
        {
            foreach (var attribute in new[] { VpcAttributeName.EnableDnsSupport, VpcAttributeName.EnableDnsHostnames })
            {
                var told = await ec2.DescribeVpcAttributeAsync(new() { VpcId = vpc.VpcId, Attribute = attribute }, cancel);
                Add($"{lab.Named(vpc.VpcId)}.{attribute} = {told.EnableDnsHostnames ?? told.EnableDnsSupport}");
            }
        }

        Add("SubnetId", (await ec2.DescribeSubnetsAsync(cancel)).Subnets);
        Add("RouteTableId", (await ec2.DescribeRouteTablesAsync(cancel)).RouteTables);
        Add("GroupId", (await ec2.DescribeSecurityGroupRulesAsync(new(), cancel)).SecurityGroupRules, asLine: true);
        Add("GroupId", (await ec2.DescribeSecurityGroupsAsync(new(), cancel)).SecurityGroups, "IpPermissions", "IpPermissionsEgress");
        Add("NetworkAclId", (await ec2.DescribeNetworkAclsAsync(new(), cancel)).NetworkAcls);
        Add("VpcEndpointId", (await ec2.DescribeVpcEndpointsAsync(new(), cancel)).VpcEndpoints);
        Add("InternetGatewayId", (await ec2.DescribeInternetGatewaysAsync(new(), cancel)).InternetGateways);
        Add("NatGatewayId", (await ec2.DescribeNatGatewaysAsync(new(), cancel)).NatGateways);
        Add("InstanceId", (await ec2.DescribeInstancesAsync(new(), cancel)).Reservations.SelectMany(reserved => reserved.Instances));
        Add("NetworkInterfaceId", (await ec2.DescribeNetworkInterfacesAsync(new(), cancel)).NetworkInterfaces.Where(one => one.RequesterManaged is false));
        Add("AllocationId", (await ec2.DescribeAddressesAsync(new(), cancel)).Addresses);
        Add("VpcPeeringConnectionId", (await ec2.DescribeVpcPeeringConnectionsAsync(new(), cancel)).VpcPeeringConnections);
        Add("VpnGatewayId", (await ec2.DescribeVpnGatewaysAsync(new(), cancel)).VpnGateways);
        Add("DhcpOptionsId", (await ec2.DescribeDhcpOptionsAsync(new(), cancel)).DhcpOptions);
        Add("AwsRegion", [(await ec2.DescribeVpcBlockPublicAccessOptionsAsync(new(), cancel)).VpcBlockPublicAccessOptions]);
        Add("ExclusionId", (await ec2.DescribeVpcBlockPublicAccessExclusionsAsync(new(), cancel)).VpcBlockPublicAccessExclusions);
    }

    private async Task ReadStorageAsync()
    {
        var s3 = lab.Network.Session.S3;
        foreach (var bucket in (await s3.ListBucketsAsync(new ListBucketsRequest { MaxBuckets = 100 }, WorkingLab.Cancel)).Buckets)
        {
            using var there = lab.Network.Open(bucket.BucketRegion);
            Add($"{bucket.BucketName} in {bucket.BucketRegion}");
            if (await Buckets.PolicyAsync(lab.Lab.In(there), bucket.BucketName) is { } policy)
            {
                AddPolicy($"{bucket.BucketName} policy", policy);
            }

            var block = await there.S3.GetPublicAccessBlockAsync(new() { BucketName = bucket.BucketName }, WorkingLab.Cancel);
            AddProperties($"{bucket.BucketName} public access block", (JsonObject)JsonSerializer.SerializeToNode(block.PublicAccessBlockConfiguration, Json)!);
            foreach (var found in (await there.S3.ListObjectsV2Async(new() { BucketName = bucket.BucketName }, WorkingLab.Cancel)).S3Objects)
            {
                Add($"{bucket.BucketName}/{found.Key} {found.ETag}");
            }
        }

        foreach (var key in (await lab.Network.Session.Kms.ListKeysAsync(new(), WorkingLab.Cancel)).Keys)
        {
            var told = await lab.Network.Session.Kms.DescribeKeyAsync(key.KeyArn, WorkingLab.Cancel);
            Add($"{key.KeyArn} is {told.KeyMetadata.KeyState}");
            AddPolicy($"{key.KeyArn} policy", (await lab.Network.Session.Kms.GetKeyPolicyAsync(key.KeyArn, "default", WorkingLab.Cancel)).Policy);
        }
    }

    private async Task ReadNamesAsync()
    {
        foreach (var zone in Named(await lab.Network.Route53Async("hostedzone"), "HostedZone"))
        {
            var id = Named(zone, "Id").First().Value.Split('/')[^1];
            Add($"{id} {Named(zone, "Name").First().Value}");
            lines.AddRange(Named(await lab.Network.Route53Async($"hostedzone/{id}"), "VPCId").Select(vpc => lab.Named($"{id} in {vpc.Value}")));
            lines.AddRange(Named(await lab.Network.Route53Async($"hostedzone/{id}/rrset"), "ResourceRecordSet").Select(
                record => lab.Named($"{id} record {string.Join(' ', record.Descendants().Where(one => !one.HasElements).Select(one => one.Value))}")));
        }

        await ReadResolverAsync("FirewallRuleGroupAssociations", _ => Task.CompletedTask);
        await ReadResolverAsync("FirewallRuleGroups", group => ReadPartsAsync("FirewallRules", "FirewallRuleGroupId", group));
        await ReadResolverAsync("FirewallDomainLists", list => ReadPartsAsync("FirewallDomains", "FirewallDomainListId", list));
    }

    private async Task ReadResolverAsync(string list, Func<JsonNode, Task> more)
    {
        foreach (var item in (await lab.Network.ResolverAsync($"List{list}", list, [])).AsArray())
        {
            await more(item!);
            ((JsonObject)item!).Remove("Arn");
            Add($"{item["Name"]}: {OneLine((JsonObject)item)}");
        }
    }

    private async Task ReadPartsAsync(string parts, string id, JsonNode whole)
    {
        var told = await lab.Network.ResolverAsync($"List{parts}", result: null, new() { [id] = $"{whole["Id"]}" });
        foreach (var part in (told["FirewallRules"] ?? told["Domains"])!.AsArray())
        {
            Add($"{whole["Name"]}: {(part is JsonObject rule ? OneLine(rule) : part)}");
        }
    }

    private static IEnumerable<XElement> Named(XElement answer, string name) => answer.Descendants().Where(one => one.Name.LocalName == name);

    private async Task ReadIdentitiesAsync()
    {
        foreach (var kind in new[] { IamEntityKind.Role, IamEntityKind.User })
        {
            foreach (var found in Members(await lab.Lab.Iam($"List{kind}s", null), $"{kind}s"))
            {
                IamEntity entity = new(kind, found.Element($"{kind}Name")!.Value);
                var (trust, boundary) = kind is IamEntityKind.Role
                    ? await Identities.GetRoleAsync(lab.Lab, entity.Name) is var role ? (role.TrustPolicy, role.BoundaryArn) : default
                    : ("", (await Identities.GetUserAsync(lab.Lab, entity.Name)).BoundaryArn);
                Add($"{kind} {entity.Name} with boundary {boundary}");
                if (trust is { Length: > 0 })
                {
                    AddPolicy($"{kind} {entity.Name} trust", trust);
                }

                foreach (var policy in await Identities.ReadPoliciesAsync(lab.Lab, entity, error => throw error))
                {
                    AddPolicy($"{kind} {entity.Name} {policy.Name}", policy.Document);
                }
            }
        }

        foreach (var profile in Members(await lab.Lab.Iam("ListInstanceProfiles", null), "InstanceProfiles"))
        {
            var roles = string.Join(' ', profile.Descendants("RoleName").Select(role => role.Value));
            Add($"profile {profile.Element("InstanceProfileName")!.Value}: {roles}");
        }

        foreach (var policy in Members(await lab.Lab.Iam("ListPolicies", null, ("Scope", "Local")), "Policies"))
        {
            var arn = policy.Element("Arn")!.Value;
            AddPolicy(arn, (await Identities.GetManagedPolicyAsync(lab.Lab, arn)).Document);
        }
    }

    private static IEnumerable<XElement> Members(XElement answer, string list) =>
        answer.Element(list)?.Elements("member") ?? [];

    private void Add(string line) => lines.Add(lab.Named(line).Replace("arn:aws:s3:::", "", StringComparison.Ordinal));

    private void AddPolicy(string owner, string document)
    {
        var statements = JsonNode.Parse(document)!["Statement"]!;
        foreach (var statement in statements as JsonArray ?? [statements.DeepClone()])
        {
            Add($"{owner}: {string.Join(' ', Elements("", statement!))}");
        }
    }

    /// <summary>A statement's elements in one order, with one form for one value and for a list of one.</summary>
    private static IEnumerable<string> Elements(string name, JsonNode value) => value switch
    {
        JsonObject inner => inner.OrderBy(one => one.Key, StringComparer.Ordinal)
            .SelectMany(one => Elements(name.Length == 0 ? one.Key : $"{name}.{one.Key}", one.Value!)),
        JsonArray many => [$"{name}={string.Join(',', many)}"],
        _ => [$"{name}={value}"],
    };

    private void Add<T>(string id, IEnumerable<T>? items, params string[] except) where T : class => Add(id, items, asLine: false, except);

    private void Add<T>(string id, IEnumerable<T>? items, bool asLine, params string[] except) where T : class
    {
        foreach (var item in items ?? [])
        {
            var all = (JsonObject)JsonSerializer.SerializeToNode(item, item.GetType(), Json)!;
            var name = $"{all[id]}";
            all.Remove(id);
            foreach (var left in Noise.Concat(except))
            {
                all.Remove(left);
            }

            if (asLine)
            {
                Add($"{name}: {OneLine(all)}");
            }
            else
            {
                AddProperties(name, all);
            }
        }
    }

    private void AddProperties(string path, JsonObject item)
    {
        foreach (var (key, value) in item.Where(one => !Noise.Contains(one.Key)))
        {
            switch (value)
            {
                case JsonObject inner:
                    AddProperties($"{path}.{key}", inner);
                    break;
                case JsonArray many:
                    foreach (var one in many)
                    {
                        Add($"{path}.{key}: {(one is JsonObject it ? OneLine(it) : one)}");
                    }

                    break;
                case JsonValue text when $"{text}".StartsWith('{'):
                    AddPolicy($"{path}.{key}", $"{text}");
                    break;
                case { } text:
                    Add($"{path}.{key} = {text}");
                    break;
            }
        }
    }

    private static string OneLine(JsonObject item) => string.Join(' ', item.Where(one => !Noise.Contains(one.Key)).Select(one => one.Value switch
    {
        JsonObject inner => OneLine(inner),
        JsonArray many => string.Join(' ', many.Select(each => each is JsonObject it ? OneLine(it) : $"{one.Key}={each}")),
        var value => $"{one.Key}={value}",
    }).Where(text => text.Length > 0));

    /// <summary>The SDK's words of an enumeration.</summary>
    private sealed class Words : JsonConverter<ConstantClass>
    {
        public override bool CanConvert(Type typeToConvert) => typeof(ConstantClass).IsAssignableFrom(typeToConvert);

        public override ConstantClass Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, ConstantClass value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
