using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.EC2;
using Amazon.S3.Model;
using EndpointLab.Core.Tests.Analysis;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>What is asked for all that there is.</summary>
internal sealed partial class Configuration
{
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
        var interfaces = (await ec2.DescribeNetworkInterfacesAsync(new(), cancel)).NetworkInterfaces;
        Add("NetworkInterfaceId", interfaces.Where(one => one.RequesterManaged is false));
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
        var cancel = WorkingLab.Cancel;
        foreach (var bucket in (await s3.ListBucketsAsync(new ListBucketsRequest { MaxBuckets = 100 }, cancel)).Buckets)
        {
            using var there = lab.Network.Open(bucket.BucketRegion);
            Add($"{bucket.BucketName} in {bucket.BucketRegion}");
            if (await Buckets.PolicyAsync(lab.Lab.In(there), bucket.BucketName) is { } policy)
            {
                AddPolicy($"{bucket.BucketName} policy", policy);
            }

            var block = await there.S3.GetPublicAccessBlockAsync(new() { BucketName = bucket.BucketName }, WorkingLab.Cancel);
            AddProperties(
                $"{bucket.BucketName} public access block",
                (JsonObject)JsonSerializer.SerializeToNode(block.PublicAccessBlockConfiguration, Json)!);
            foreach (var found in (await there.S3.ListObjectsV2Async(new() { BucketName = bucket.BucketName }, cancel)).S3Objects)
            {
                Add($"{bucket.BucketName}/{found.Key} {found.ETag}");
            }
        }

        foreach (var key in (await lab.Kms.ListKeysAsync(new(), cancel)).Keys)
        {
            Add($"{key.KeyArn} is {(await lab.Kms.DescribeKeyAsync(key.KeyArn, cancel)).KeyMetadata.KeyState}");
            AddPolicy($"{key.KeyArn} policy", (await lab.Kms.GetKeyPolicyAsync(key.KeyArn, "default", cancel)).Policy);
        }
    }

    private async Task ReadNamesAsync()
    {
        foreach (var zone in Named(await lab.Network.Route53Async("hostedzone"), "HostedZone"))
        {
            var id = Named(zone, "Id").First().Value.Split('/')[^1];
            Add($"{id} {Named(zone, "Name").First().Value}");
            foreach (var vpc in Named(await lab.Network.Route53Async($"hostedzone/{id}"), "VPCId"))
            {
                Add($"{id} in {vpc.Value}");
            }

            foreach (var record in Named(await lab.Network.Route53Async($"hostedzone/{id}/rrset"), "ResourceRecordSet"))
            {
                Add($"{id} record {string.Join(' ', record.Descendants().Where(one => !one.HasElements).Select(one => one.Value))}");
            }
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

    private static IEnumerable<XElement> Named(XElement answer, string name) =>
        answer.Descendants().Where(one => one.Name.LocalName == name);

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
}
