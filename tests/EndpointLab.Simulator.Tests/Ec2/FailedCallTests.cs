using System.Net;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace EndpointLab.Simulator.Tests.Ec2;

/// <summary>Calls made at random, most of which AWS refuses.</summary>
public sealed partial class FailedCallTests
{
    private static readonly string[] Describes =
    [
        "DescribeVpcs", "DescribeSubnets", "DescribeInternetGateways", "DescribeRouteTables", "DescribeSecurityGroups",
        "DescribeSecurityGroupRules", "DescribeNetworkAcls", "DescribeTags", "DescribeAddresses", "DescribeNetworkInterfaces",
    ];

    /// <summary>What is called; {vpc} stands for a VPC's id, mostly of one there is, {block} for a block, {n} for a number.</summary>
    private static readonly string[] Calls =
    [
        "CreateVpc&CidrBlock={block}",
        "CreateVpc&CidrBlock={block}&TagSpecification.1.ResourceType=subnet&TagSpecification.1.Tag.1.Key=a",
        "DeleteVpc&VpcId={vpc}",
        "ModifyVpcAttribute&VpcId={vpc}&EnableDnsSupport.Value=false&EnableDnsHostnames.Value=true",
        "CreateSubnet&VpcId={vpc}&CidrBlock={block}",
        "CreateSubnet&VpcId={vpc}&CidrBlock={block}&AvailabilityZone=us-east-1y",
        "DeleteSubnet&SubnetId={subnet}",
        "CreateInternetGateway",
        "AttachInternetGateway&InternetGatewayId={igw}&VpcId={vpc}",
        "DetachInternetGateway&InternetGatewayId={igw}&VpcId={vpc}",
        "DeleteInternetGateway&InternetGatewayId={igw}",
        "CreateRouteTable&VpcId={vpc}",
        "DeleteRouteTable&RouteTableId={rtb}",
        "AssociateRouteTable&RouteTableId={rtb}&SubnetId={subnet}",
        "DisassociateRouteTable&AssociationId={rtbassoc}",
        "ReplaceRouteTableAssociation&AssociationId={rtbassoc}&RouteTableId={rtb}",
        "CreateRoute&RouteTableId={rtb}&DestinationCidrBlock={block}&GatewayId={igw}",
        "ReplaceRoute&RouteTableId={rtb}&DestinationCidrBlock={block}&GatewayId={igw}",
        "DeleteRoute&RouteTableId={rtb}&DestinationCidrBlock={block}",
        "CreateSecurityGroup&GroupName=g{n}&GroupDescription=d&VpcId={vpc}",
        "DeleteSecurityGroup&GroupId={sg}",
        "AuthorizeSecurityGroupIngress&GroupId={sg}&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort={n}&IpPermissions.1.ToPort=3"
            + "&IpPermissions.1.IpRanges.1.CidrIp={block}&IpPermissions.1.Groups.1.GroupId={sg}",
        "RevokeSecurityGroupEgress&GroupId={sg}&SecurityGroupRuleId.1={sgr}&SecurityGroupRuleId.2={sgr}",
        "CreateNetworkAcl&VpcId={vpc}",
        "DeleteNetworkAcl&NetworkAclId={acl}",
        "CreateNetworkAclEntry&NetworkAclId={acl}&RuleNumber={n}&Egress=true&Protocol=-1&RuleAction=deny&CidrBlock={block}",
        "ReplaceNetworkAclAssociation&AssociationId={aclassoc}&NetworkAclId={acl}",
        "CreateTags&ResourceId.1={vpc}&ResourceId.2={subnet}&ResourceId.3={sg}&Tag.1.Key=k{n}&Tag.1.Value={n}",
        "DeleteTags&ResourceId.1={rtb}&ResourceId.2={vpc}",
        "CreateNetworkInterface&SubnetId={subnet}&SecurityGroupId.1={sg}",
        "DeleteNetworkInterface&NetworkInterfaceId={eni}",
        "AllocateAddress&Domain=vpc",
        "AssociateAddress&AllocationId={eipalloc}&NetworkInterfaceId={eni}",
        "ReleaseAddress&AllocationId={eipalloc}",
    ];

    [Fact]
    public void A_refused_call_changes_nothing() => Prop
        .ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => ChangesNothing(seed).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    private static async Task ChangesNothing(int seed)
    {
        Random random = new(seed);
        using RawEc2 ec2 = new(new Cloud(new() { Lifecycle = Lifecycle.Instant }));
        var (before, refused) = (await Everything(ec2), 0);
        for (var step = 0; step < 100; step++)
        {
            var call = "Action=" + Placeholder().Replace(
                Calls[random.Next(Calls.Length)], match => Fill(match.Groups[1].Value, before, random));
            var dryRun = random.Next(3) == 0 ? "&DryRun=true" : "";
            var (status, _) = await ec2.TextAsync(call + dryRun);
            var after = await Everything(ec2);
            if (status != HttpStatusCode.OK)
            {
                refused++;
                Assert.True(before == after, $"{call} was refused, but changed something.");
            }
            before = after;
        }
        Assert.InRange(refused, 1, 99);
    }

    private static async Task<string> Everything(RawEc2 ec2)
    {
        List<string> answers = [];
        foreach (var describe in Describes)
        {
            var (_, answer) = await ec2.TextAsync("Action=" + describe);
            answers.Add(RequestId().Replace(answer, ""));
        }
        return string.Concat(answers);
    }

    private static string Fill(string what, string state, Random random)
    {
        if (what == "n")
            return $"{random.Next(5)}";
        if (what == "block")
            return $"{(random.Next(2) == 0 ? "172.31" : "10.0")}.{random.Next(4) * 64}.0/{random.Next(15, 25)}";
        var known = Regex.Matches(state, $@"\b{what}-[0-9a-f]{{17}}").Select(match => match.Value).Distinct().ToList();
        return known.Count == 0 || random.Next(8) == 0 ? $"{what}-0123456789abcdef0" : known[random.Next(known.Count)];
    }

    [GeneratedRegex("<requestId>.*?</requestId>")]
    private static partial Regex RequestId();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
