namespace EndpointLab.Core.Tests.Labs;

/// <summary>What somebody changed of a lab that was complete.</summary>
public sealed class LabDriftTests : IDisposable
{
    private readonly LabAccount account = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => account.Dispose();

    [Fact]
    public async Task A_route_that_lacks_is_told_and_left_alone()
    {
        var tableId = Id(await BuildAsync(), "public-table");
        await account.Session.Ec2.DeleteRouteAsync(new() { RouteTableId = tableId, DestinationCidrBlock = "0.0.0.0/0" }, Cancel);
        await DriftIsAsync($"{tableId} has no route to the internet gateway.");
    }

    [Fact]
    public async Task A_rule_that_lacks_and_one_that_is_not_planned_are_told()
    {
        var lab = await BuildAsync();
        var groupId = Id(lab, "public-group");
        var group = await SecurityGroups.GetAsync(account.Operation(), groupId);
        await SecurityGroupRules.RemoveAsync(account.Operation(), group.Rules.Single(rule => !rule.IsEgress).SecurityGroupRuleId);
        await SecurityGroupRules.AddAsync(account.Operation(), groupId, new(false, "tcp", new PortRange(22, 22), Cidr.Parse("0.0.0.0/0")));
        await DriftIsAsync(
            $"{groupId} has a rule that isn't planned: Ingress tcp 22 from 0.0.0.0/0.",
            $"{groupId} lacks Ingress tcp 22 from 203.0.113.10/32.");
    }

    [Fact]
    public async Task An_endpoint_on_another_table_is_told()
    {
        var lab = await BuildAsync();
        var (endpointId, privateId, publicId) = (Id(lab, "gateway-s3"), Id(lab, "private-table"), Id(lab, "public-table"));
        await account.Session.Ec2.ModifyVpcEndpointAsync(
            new() { VpcEndpointId = endpointId, AddRouteTableIds = [publicId], RemoveRouteTableIds = [privateId] }, Cancel);
        await DriftIsAsync($"{endpointId} is not on {privateId}.", $"{endpointId} is on {publicId} as well, which isn't planned.");
    }

    [Fact]
    public async Task A_resource_that_lacks_is_made_and_what_else_was_changed_stays()
    {
        var lab = await BuildAsync();
        var (endpointId, tableId) = (Id(lab, "gateway-s3"), Id(lab, "public-table"));
        await VpcEndpoints.RemoveAsync(account.Operation(), [endpointId]);
        await account.Session.Ec2.DeleteRouteAsync(new() { RouteTableId = tableId, DestinationCidrBlock = "0.0.0.0/0" }, Cancel);
        var found = Assert.Single(await account.GetAsync());
        Assert.Equal((LabState.Partial, "gateway-s3"), (found.State, string.Join(' ', found.Missing)));

        var again = await account.BuildAsync(LabAccount.Full());

        Assert.Equal(LabState.Complete, again.State);
        Assert.NotEqual(endpointId, Id(again, "gateway-s3"));
        Assert.Equal($"{tableId} has no route to the internet gateway.", Assert.Single(again.Drift));
    }

    [Fact]
    public async Task What_is_planned_further_is_made_and_what_is_not_planned_any_more_stays()
    {
        await account.BuildAsync(LabAccount.Full() with { InterfaceServices = [], GatewayServices = ["s3", "dynamodb"] });

        var lab = await account.BuildAsync(LabAccount.Full() with { InterfaceServices = ["ssm"], GatewayServices = ["s3"] });

        Assert.Equal("Available", lab.Resources.Single(part => part.Role == "interface-ssm").State);
        Assert.Contains($"{Id(lab, "gateway-dynamodb")} is tagged as the lab's, but isn't planned.", lab.Drift);
    }

    [Fact]
    public async Task A_private_key_that_is_lost_is_told_and_not_replaced_under_instances()
    {
        var lab = await BuildAsync();
        File.Delete(lab.PrivateKeyPath!);
        Assert.Contains("The private key of", Assert.Single((await account.BuildAsync(LabAccount.Full())).Drift), StringComparison.Ordinal);
    }

    private async Task<Lab> BuildAsync()
    {
        var lab = await account.BuildAsync(LabAccount.Full());
        Assert.Empty(lab.Drift);
        return lab;
    }

    private async Task DriftIsAsync(params string[] sentences)
    {
        for (var time = 0; time < 2; time++)
        {
            var lab = await account.BuildAsync(LabAccount.Full());
            Assert.Equal(LabState.Complete, lab.State);
            Assert.Equal(sentences.Order(StringComparer.Ordinal), lab.Drift);
        }
    }

    private static string Id(Lab lab, string role) => lab.Resources.Single(part => part.Role == role).Id;
}
