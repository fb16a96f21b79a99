using EndpointLab.Labs;
using FsCheck.Fluent;

namespace EndpointLab.Core.Tests.Labs;

public sealed class LabPlanTests
{
    private const string Account = "123456789012", Region = "eu-west-1";

    [Fact]
    public void Each_resource_comes_after_what_it_depends_on()
    {
        List<string> before = [];
        Assert.All(LabPlan.Of(LabAccount.Full(), Account, Region).Nodes, node =>
        {
            Assert.Empty(node.DependsOn.Except(before));
            before.Add(node.Role);
        });
    }

    [Fact]
    public void Subnets_lie_apart_inside_of_the_block() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(16, 26).SelectMany(length => Gen.Choose(1, 6).Select(zones => (length, zones))).ToArbitrary(),
        size =>
        {
            var vpc = Cidr.Parse($"10.64.0.0/{size.length}");
            if (1 << (Math.Min(size.length + 8, 28) - size.length) < (2 * size.zones) + 1)
            {
                Assert.Throws<LabException>(() => LabSubnets.Carve(vpc, size.zones));
                return;
            }

            var blocks = LabSubnets.Carve(vpc, size.zones);
            Assert.Equal(2 * size.zones, blocks.Count);
            Assert.All(blocks, block => Assert.True(vpc.Contains(block)));
            Assert.Empty(blocks.SelectMany((one, index) => blocks.Skip(index + 1).Where(one.Overlaps)));
        }));

    [Fact]
    public void What_a_lab_is_to_have_can_be_read_from_its_tag()
    {
        LabSpecification[] all =
        [
            new("demo"), LabAccount.Full(), new("demo") { GatewayServices = [], InterfaceServices = ["ecr.api", "s3"], WithBucket = true },
        ];
        Assert.All(all, lab =>
        {
            var tag = lab.ToTag();
            Assert.Matches("^[a-z0-9 +=._:/@-]{1,256}$", tag);
            Assert.Equal(tag, LabSpecification.FromTag("demo", tag)!.ToTag());
        });
    }

    [Theory]
    [InlineData("Demo")]
    [InlineData("d")]
    [InlineData("-demo")]
    [InlineData("a-name-that-is-longer-than-its-bucket-may-be")]
    public void A_name_that_a_bucket_or_a_role_could_not_have_is_refused(string name) =>
        Assert.Throws<LabException>(() => LabPlan.Of(new(name), Account, Region));

    [Fact]
    public void The_lab_of_a_bucket_is_known_by_its_name()
    {
        var bucket = LabPlan.UniqueName("demo-1", Account, Region);
        Assert.Equal("demo-1", LabPlan.NameIn(bucket, Account, Region));
        Assert.Null(LabPlan.NameIn(bucket, Account, "eu-west-2"));
        Assert.Null(LabPlan.NameIn("demo-1-logs", Account, Region));
    }

    // Gateway endpoints are free, interface endpoints are billed by the zone.
    [Fact]
    public void The_estimate_counts_what_AWS_bills()
    {
        Assert.Equal(0, Cost(new("demo") { GatewayServices = ["s3", "dynamodb"], WithBucket = true }));
        Assert.Equal(
            2 * Cost(new("demo") { InterfaceServices = ["ssm"] }), Cost(
                new("demo") { InterfaceServices = ["ssm"], AvailabilityZoneCount = 2 }));
        Assert.True(Cost(new("demo") { WithInstance = true }) > 0);

        static decimal Cost(LabSpecification lab) => Prices.PerHour(LabPlan.Of(lab, Account, Region).Nodes.SelectMany(node => node.Billed));
    }
}
