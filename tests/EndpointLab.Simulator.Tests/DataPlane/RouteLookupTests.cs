using EndpointLab.Simulator.DataPlane;
using EndpointLab.Simulator.State;
using FsCheck;
using FsCheck.Fluent;

namespace EndpointLab.Simulator.Tests.DataPlane;

public sealed class RouteLookupTests
{
    private static readonly RegionState Region = new Cloud().RegionOf("123456789012", "us-east-1");
    private static readonly PrefixList S3 = Region.PrefixLists.Single(list => list.Name == "com.amazonaws.us-east-1.s3");

    private static readonly Gen<Cidr> Block =
        from address in Gen.Elements("52.216.1.1", "52.217.200.9", "3.5.1.2", "10.0.1.1", "172.31.5.5")
        from length in Gen.Choose(0, 32)
        select Cidr.Parse($"{address}/{length}");

    private static readonly Gen<Address> Destination = Gen.OneOf(
        Block.Select(block => block.First),
        Gen.Choose(0, int.MaxValue).Select(number => Cidr.AnyIpv4.First + ((uint)number * 2)));

    private static RouteTable TableOf(IEnumerable<Cidr> blocks, bool withEndpoint)
    {
        RouteTable table = new("rtb-1") { Vpc = Region.Vpcs.Single() };
        table.Routes.AddRange(blocks.Distinct().Select(block => new Route(block.ToString(), "igw-1")));
        if (withEndpoint)
            table.Routes.Add(new(S3.Id, "vpce-1"));
        return table;
    }

    [Fact]
    public void The_longest_prefix_wins_and_a_static_route_beats_a_prefix_list_of_equal_length() => Prop.ForAll(
        (from blocks in Block.ListOf() from withEndpoint in Gen.Elements(true, false) from destination in Destination
         select (blocks, withEndpoint, destination)).ToArbitrary(),
        sample =>
        {
            var table = TableOf(sample.blocks, sample.withEndpoint);
            var found = RouteLookup.Find(Region, table, sample.destination);
            var best = sample.blocks.Append(table.Vpc.CidrBlock).Where(Holds).Select(block => (int?)block.PrefixLength).Max() ?? -1;
            var listed = sample.withEndpoint ? S3.Entries.Where(Holds).Select(block => (int?)block.PrefixLength).Max() ?? -1 : -1;
            return (best, listed) switch
            {
                (-1, -1) => found is null,
                _ when listed > best => found?.Target == "vpce-1",
                _ => found?.Cidr?.PrefixLength == best && found.Cidr.Value.Contains(sample.destination),
            };

            bool Holds(Cidr block) => block.Contains(sample.destination);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_routes_never_matters() => Prop.ForAll(
        (from blocks in Block.ListOf() from destination in Destination select (blocks, destination)).ToArbitrary(),
        sample => Equals(
            RouteLookup.Find(Region, TableOf(sample.blocks, true), sample.destination),
            RouteLookup.Find(Region, TableOf(Enumerable.Reverse(sample.blocks), true), sample.destination))).QuickCheckThrowOnFailure();
}
