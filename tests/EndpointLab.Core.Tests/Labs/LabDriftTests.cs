using System.Net;
using EndpointLab.Resources;

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
    public async Task A_private_subnet_that_lost_its_table_is_told()
    {
        var lab = await BuildAsync();
        var table = await RouteTables.GetAsync(account.Operation(), Id(lab, "private-table"));
        await RouteTables.DisassociateAsync(account.Operation(), table.Associations.Single(one => one.SubnetId == Id(lab, "private-subnet")));
        await DriftIsAsync($"{Id(lab, "private-subnet")} doesn't use {table.RouteTableId}.");
    }

    [Fact]
    public async Task What_is_tagged_without_a_place_in_the_lab_and_a_second_one_of_a_role_are_told()
    {
        var lab = await BuildAsync();
        var group = await SecurityGroups.CreateAsync(account.Operation(), lab.VpcId!, "mine", "mine", true, Tagged("elsewhere"));
        var table = await RouteTables.CreateAsync(account.Operation(), lab.VpcId!, Tagged("public-table"));
        string[] tables = [.. ((string[])[Id(lab, "public-table"), table.RouteTableId]).Order(StringComparer.Ordinal)];

        var found = Assert.Single(await account.GetAsync());

        Assert.Equal(LabState.Drifted, found.State);
        Assert.Contains($"{group.GroupId} is tagged as the lab's, but isn't planned.", found.Drift);
        Assert.Contains($"{tables[1]} is tagged as the lab's public-table as well as {tables[0]}, which is used.", found.Drift);

        static Dictionary<string, string> Tagged(string role) => new() { ["endpointlab:lab"] = "demo", ["endpointlab:role"] = role };
    }

    [Fact]
    public async Task What_depends_on_something_that_lacks_is_not_compared()
    {
        var lab = await BuildAsync();
        var tableId = Id(lab, "private-table");
        await VpcEndpoints.RemoveAsync(account.Operation(), [Id(lab, "gateway-s3"), Id(lab, "gateway-dynamodb")]);
        foreach (var association in (await RouteTables.GetAsync(account.Operation(), tableId)).Associations)
        {
            await RouteTables.DisassociateAsync(account.Operation(), association);
        }

        await RouteTables.RemoveAsync(account.Operation(), tableId);
        var found = Assert.Single(await account.GetAsync());
        Assert.Equal((LabState.Partial, ""), (found.State, string.Join(' ', found.Drift)));
    }

    [Fact]
    public async Task All_labs_are_compared_in_as_many_calls_as_one()
    {
        await BuildAsync();
        var one = await CallsOfAsync();
        await account.BuildAsync(LabAccount.Full("other") with { WithBucket = false });
        await account.BuildAsync(LabAccount.Full("third") with { WithBucket = false });
        Assert.Equal(one, await CallsOfAsync());

        async Task<int> CallsOfAsync()
        {
            account.Wire.Forget();
            Assert.All(await account.GetAsync(), lab => Assert.Equal(LabState.Complete, lab.State));
            return account.Wire.Calls;
        }
    }

    [Fact]
    public async Task A_lab_that_is_being_built_or_removed_is_not_compared()
    {
        var lab = await BuildAsync();
        await VpcEndpoints.ModifyAsync(account.Operation(), new()
        {
            VpcEndpointId = Id(lab, "gateway-s3"), RemoveRouteTableIds = [Id(lab, "private-table")],
        });
        foreach (var state in (string[])["building", "removing"])
        {
            await Tags.SetAsync(account.Operation(), lab.VpcId!, new Dictionary<string, string> { ["endpointlab:state"] = state });
            Assert.Empty(Assert.Single(await account.GetAsync()).Drift);
        }
    }

    [Fact]
    public async Task What_may_not_be_read_is_a_warning_and_the_rest_is_compared()
    {
        var tableId = Id(await BuildAsync(), "public-table");
        await account.Session.Ec2.DeleteRouteAsync(new() { RouteTableId = tableId, DestinationCidrBlock = "0.0.0.0/0" }, Cancel);
        using var stranger = account.Open();
        account.Wire.Befall = async (_, request, send) =>
            Disturbance.Asks(request, "DescribeManagedPrefixLists")
                ? Disturbance.Refuse(request, HttpStatusCode.Forbidden, "UnauthorizedOperation")
                : await send();
        var found = Assert.Single(await EndpointLabs.GetAsync(new(stranger, account.Reporter, Cancel), _ => true, ""));
        Assert.Equal($"{tableId} has no route to the internet gateway.", Assert.Single(found.Drift));
        Assert.Contains("private-group of the lab demo isn't compared", Assert.Single(account.Reporter.Warnings), StringComparison.Ordinal);
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

        Assert.Equal(LabState.Drifted, again.State);
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

    [Theory]
    [InlineData("broken", "10.0.0.0/28 zones=1 gateway=s3 interface=")]
    [InlineData("broken", "999.0.0.0/16 zones=1 gateway=s3 interface=")]
    [InlineData("broken", "10.0.0.0/16 zones=1 gateway=S3 interface=")]
    [InlineData("Not a name", "10.0.0.0/16 zones=1 gateway=s3 interface=")]
    public async Task A_plan_that_somebody_broke_is_none_and_hides_no_other_lab(string name, string plan)
    {
        await BuildAsync();
        Dictionary<string, string> tags = new()
        {
            ["endpointlab:lab"] = name, ["endpointlab:role"] = "vpc", ["endpointlab:plan"] = plan, ["endpointlab:state"] = "complete",
        };
        await Vpcs.CreateAsync(account.Operation(), Cidr.Parse("10.9.0.0/16"), ipv6: false, tags);

        var labs = await account.GetAsync();

        Assert.Equal((LabState.Complete, LabState.Partial), (labs.Single(lab => lab.Name == "demo").State, labs.Single(lab => lab.Name == name).State));
        var whole = (await EndpointLabs.TestAsync(account.Operation(), name, account.KeyFolder))[0];
        Assert.Equal((false, "Nothing tells what it is to have."), (whole.Pass, whole.Reason));
        await account.RemoveAsync(name);
        Assert.Equal("demo", Assert.Single(await account.GetAsync()).Name);
    }

    [Fact]
    public async Task A_private_key_that_is_lost_is_told_and_not_replaced_under_instances()
    {
        var lab = await BuildAsync();
        File.Delete(lab.PrivateKeyPath!);
        var again = await account.BuildAsync(LabAccount.Full());
        Assert.Equal((LabState.Complete, Id(lab, "key-pair"), null), (again.State, Id(again, "key-pair"), again.PrivateKeyPath));
        Assert.Contains("The private key of", Assert.Single(account.Reporter.Warnings), StringComparison.Ordinal);
    }

    private async Task<Lab> BuildAsync()
    {
        var lab = await account.BuildAsync(LabAccount.Full());
        Assert.Empty(lab.Drift);
        return lab;
    }

    /// <summary>Whoever looks at the lab hears the same, before and after it is built again.</summary>
    private async Task DriftIsAsync(params string[] sentences)
    {
        for (var time = 0; time < 2; time++)
        {
            foreach (var lab in (Lab[])[Assert.Single(await account.GetAsync()), await account.BuildAsync(LabAccount.Full())])
            {
                Assert.Equal(LabState.Drifted, lab.State);
                Assert.Equal(sentences.Order(StringComparer.Ordinal), lab.Drift);
            }
        }

        var whole = (await EndpointLabs.TestAsync(account.Operation(), "demo", account.KeyFolder))[0];
        Assert.Equal((false, "Drifted", string.Join(' ', sentences.Order(StringComparer.Ordinal))), (whole.Pass, whole.Result, whole.Reason));
    }

    private static string Id(Lab lab, string role) => lab.Resources.Single(part => part.Role == role).Id;
}
