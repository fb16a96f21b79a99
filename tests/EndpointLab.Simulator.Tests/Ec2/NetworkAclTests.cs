using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class NetworkAclTests : IAsyncLifetime
{
    private readonly AmazonEC2Client ec2 = Ec2Client();
    private string vpc = "";
    private string acl = "";

    public async ValueTask InitializeAsync()
    {
        vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        acl = (await ec2.CreateNetworkAclAsync(new() { VpcId = vpc }, Cancel)).NetworkAcl.NetworkAclId;
    }

    public ValueTask DisposeAsync()
    {
        ec2.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_new_acl_refuses_everything_and_the_default_one_admits_it()
    {
        Assert.Equal([(true, 32767), (false, 32767)], (await Entries(acl)).Select(entry => (entry.Egress!.Value, entry.RuleNumber!.Value)));
        var preset = (await Acls(By("vpc-id", vpc), By("default", "true"))).Single();
        Assert.Equal(
            [(100, RuleAction.Allow), (32767, RuleAction.Deny), (100, RuleAction.Allow), (32767, RuleAction.Deny)],
            preset.Entries.Select(entry => (entry.RuleNumber!.Value, entry.RuleAction)));
        await Refused("InvalidParameterValue", ec2.DeleteNetworkAclAsync(new() { NetworkAclId = preset.NetworkAclId }, Cancel));
    }

    [Fact]
    public async Task A_number_is_used_once_in_each_direction()
    {
        await Create(100, egress: false);
        await Create(100, egress: true);
        await Refused("NetworkAclEntryAlreadyExists", Create(100, egress: false));
        await ec2.DeleteNetworkAclEntryAsync(new() { NetworkAclId = acl, RuleNumber = 100, Egress = false }, Cancel);
        await Refused("InvalidNetworkAclEntry.NotFound", ec2.DeleteNetworkAclEntryAsync(
            new() { NetworkAclId = acl, RuleNumber = 100, Egress = false }, Cancel));
        var entry = Assert.Single(await Entries(acl), entry => entry.RuleNumber == 100);
        Assert.Equal((443, 443, "6"), (entry.PortRange.From, entry.PortRange.To, entry.Protocol));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32767)]
    public async Task Numbers_out_of_range_are_refused(int number) => await Refused("InvalidParameterValue", Create(number, egress: true));

    [Fact]
    public async Task A_subnet_moves_from_the_default_acl_to_another_and_keeps_it_from_deletion()
    {
        var subnet = (await ec2.CreateSubnetAsync(new(vpc, "10.0.1.0/24"), Cancel)).Subnet.SubnetId;
        var before = (await Acls(By("association.subnet-id", subnet))).Single();
        Assert.True(before.IsDefault);
        await ec2.ReplaceNetworkAclAssociationAsync(
            new() { AssociationId = before.Associations.Single().NetworkAclAssociationId, NetworkAclId = acl }, Cancel);
        Assert.Equal(acl, (await Acls(By("association.subnet-id", subnet))).Single().NetworkAclId);
        await Refused("DependencyViolation", ec2.DeleteNetworkAclAsync(new() { NetworkAclId = acl }, Cancel));
        await ec2.DeleteSubnetAsync(new(subnet), Cancel);
        await ec2.DeleteNetworkAclAsync(new() { NetworkAclId = acl }, Cancel);
    }

    private Task Create(int number, bool egress) => ec2.CreateNetworkAclEntryAsync(
        new()
        {
            NetworkAclId = acl,
            RuleNumber = number,
            Egress = egress,
            Protocol = "6",
            RuleAction = RuleAction.Allow,
            CidrBlock = "0.0.0.0/0",
            PortRange = new() { From = 443, To = 443 },
        },
        Cancel);

    private async Task<List<NetworkAclEntry>> Entries(string id) => (await Acls(By("network-acl-id", id))).Single().Entries;

    private async Task<List<NetworkAcl>> Acls(params Filter[] filters) =>
        (await ec2.DescribeNetworkAclsAsync(new() { Filters = [.. filters] }, Cancel)).NetworkAcls ?? [];
}
