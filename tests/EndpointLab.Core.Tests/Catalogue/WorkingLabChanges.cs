using System.Text.Json.Nodes;
using Amazon.EC2;
using Amazon.EC2.Model;
using EndpointLab.Simulator;

namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>What faults do to a lab.</summary>
internal sealed partial class WorkingLab
{
    public async Task<string> GatewayEndpointAsync(string vpc, params string[] tables) => (await Ec2.CreateVpcEndpointAsync(
        new() { VpcId = vpc, ServiceName = Service, RouteTableIds = [.. tables] }, Cancel)).VpcEndpoint.VpcEndpointId;

    public Task DeleteEndpointAsync() => Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [this["endpoint"]] }, Cancel);

    public async Task ForceEndpointAsync(string state)
    {
        using SimulatorAdministration simulator = new(Lab);
        await simulator.ForceAsync(this["endpoint"], state, code: null, message: null);
    }

    public Task RouteAsync(string table, string destination, string target)
    {
        var isList = ResourceKind.PrefixList.IsId(destination);
        CreateRouteRequest request = new()
        {
            RouteTableId = table,
            DestinationCidrBlock = isList ? null : destination,
            DestinationPrefixListId = isList ? destination : null,
        };
        switch (target.Split('-')[0])
        {
            case "nat":
                request.NatGatewayId = target;
                break;
            case "eni":
                request.NetworkInterfaceId = target;
                break;
            case "pcx":
                request.VpcPeeringConnectionId = target;
                break;
            default:
                request.GatewayId = target;
                break;
        }

        return Ec2.CreateRouteAsync(request, Cancel);
    }

    /// <summary>A VPN gateway, attached to a VPC.</summary>
    public async Task<string> VpnGatewayAsync(string vpc)
    {
        var gateway = (await Ec2.CreateVpnGatewayAsync(new(GatewayType.Ipsec1), Cancel)).VpnGateway.VpnGatewayId;
        await Ec2.AttachVpnGatewayAsync(new() { VpcId = vpc, VpnGatewayId = gateway }, Cancel);
        return Know("VPN gateway", gateway);
    }

    /// <summary>Another VPC, with a gateway endpoint on its main table.</summary>
    public async Task<string> OtherVpcAsync()
    {
        var other = Know("other vpc", await Network.VpcAsync("10.1.0.0/16"));
        var tables = await Ec2.DescribeRouteTablesAsync(new() { Filters = [new("vpc-id", [other])] }, Cancel);
        Know("other endpoint", await GatewayEndpointAsync(other, tables.RouteTables.Single().RouteTableId));
        return other;
    }

    /// <summary>An interface endpoint for STS, and leave to use it.</summary>
    public async Task MakeStsEndpointAsync(string subnet = "subnet")
    {
        if (Knows("STS endpoint"))
        {
            return;
        }

        var group = Know("STS endpoint's group", await Network.GroupAsync(this["vpc"], "sts"));
        await Network.AdmitAsync(this["group"], isEgress: true, 443, group);
        await Network.AdmitAsync(group, isEgress: false, 443, this["group"]);
        Know("STS endpoint", (await InterfaceEndpoints.CreateAsync(
            Lab, new("sts", [this[subnet]], new Dictionary<string, string>()) { SecurityGroupIds = [group] })).VpcEndpointId);
    }

    public Task RemoveStsEndpointAsync() => Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [this["STS endpoint"]] }, Cancel);

    public async Task RouteS3Async(string target)
    {
        foreach (var block in S3Blocks)
        {
            await RouteAsync(this["table"], block, target);
        }
    }

    public Task RevokeAsync(string group, bool isEgress, string peer) =>
        SecurityGroupRules.RemoveAsync(Lab, this[group], Rule(isEgress, "tcp", 443, peer));

    public Task AdmitAsync(string group, bool isEgress, string protocol, int port, string peer) =>
        SecurityGroupRules.AddAsync(Lab, this[group], Rule(isEgress, protocol, port, peer));

    public Task EntryAsync(string acl, bool isEgress, int number, bool allows, (int, int)? ports = null, string block = "0.0.0.0/0") =>
        Network.EntryAsync(this[acl], isEgress, number, allows, ports, block);

    /// <summary>An ACL of its own for a subnet, which lets everything pass as AWS's default one does.</summary>
    public async Task<string> OpenAclAsync(string subnet)
    {
        var acl = (await Ec2.CreateNetworkAclAsync(new() { VpcId = this["vpc"] }, Cancel)).NetworkAcl.NetworkAclId;
        await Network.EntryAsync(acl, isEgress: true, 100, allows: true);
        await Network.EntryAsync(acl, isEgress: false, 100, allows: true);
        var association = (await Ec2.DescribeNetworkAclsAsync(
            new() { Filters = [new("association.subnet-id", [subnet])] }, Cancel)).NetworkAcls.Single().Associations
            .Single(one => one.SubnetId == subnet).NetworkAclAssociationId;
        await Ec2.ReplaceNetworkAclAssociationAsync(new() { AssociationId = association, NetworkAclId = acl }, Cancel);
        return acl;
    }

    /// <summary>Changes the statements of the endpoint's policy.</summary>
    public async Task AmendEndpointPolicyAsync(Action<JsonArray> amend)
    {
        var found = (await Ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [this["endpoint"]] }, Cancel)).VpcEndpoints.Single();
        await Ec2.ModifyVpcEndpointAsync(
            new() { VpcEndpointId = this["endpoint"], PolicyDocument = Amended(found.PolicyDocument, amend) }, Cancel);
    }

    public async Task AmendBucketPolicyAsync(Action<JsonArray> amend) =>
        await Buckets.SetPolicyAsync(Lab, Bucket, Amended(await Buckets.PolicyAsync(Lab, Bucket), amend));

    /// <summary>Changes the statements of the one policy that the instance's role has.</summary>
    public async Task AmendRolePolicyAsync(Action<JsonArray> amend)
    {
        var policy = await Identities.GetInlinePolicyAsync(Lab, new(IamEntityKind.Role, Role), "read-bucket");
        await PutRolePolicyAsync(Role, policy.Name, Amended(policy.Document, amend));
    }

    public Task PutRolePolicyAsync(string role, string name, string document) =>
        Lab.Iam("PutRolePolicy", role, ("RoleName", role), ("PolicyName", name), ("PolicyDocument", document));

    public Task AllowListingAllAsync() => PutRolePolicyAsync(Role, "list", Document(
        """{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}"""));

    /// <summary>Another role that may do everything in S3, and that all of the account may assume whom it lets.</summary>
    public async Task CreateReaderAsync(string name)
    {
        if (Knows(name))
        {
            return;
        }

        await Lab.Iam("CreateRole", Know(name, name), ("RoleName", name), ("AssumeRolePolicyDocument", TrustIn(
            $$"""{"AWS":"arn:aws:iam::{{Account}}:root"}""")));
        await PutRolePolicyAsync(name, "read", Document(
            """{"Effect":"Allow","Action":"s3:*","Resource":"*"}"""));
    }

    /// <summary>Has a role trust somebody, and nobody else.</summary>
    /// <param name="principal">JSON.</param>
    public Task TrustAsync(string role, string principal) => Lab.Iam(
        "UpdateAssumeRolePolicy", role, ("RoleName", role), ("PolicyDocument", TrustIn(principal)));

    private static string TrustIn(string principal) =>
        Document($$"""{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole"}""");

    public static string Document(params string[] statements) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    private static string Amended(string? document, Action<JsonArray> amend)
    {
        var policy = JsonNode.Parse(document ?? Document())!;
        amend(policy["Statement"]!.AsArray());
        return policy.ToJsonString();
    }

    /// <param name="peer">A block, or the name of a group or prefix list.</param>
    private RuleSpecification Rule(bool isEgress, string protocol, int port, string peer)
    {
        var id = ids.GetValueOrDefault(peer);
        return new(
            isEgress,
            protocol,
            new(port, port),
            id is null ? Cidr.Parse(peer) : null,
            id is not null && ResourceKind.SecurityGroup.IsId(id) ? id : null,
            id is not null && ResourceKind.PrefixList.IsId(id) ? id : null);
    }
}
