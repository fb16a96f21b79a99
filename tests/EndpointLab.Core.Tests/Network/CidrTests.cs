using FsCheck;
using FsCheck.Fluent;

namespace EndpointLab.Core.Tests.Network;

public sealed class CidrTests
{
    // Of few leading bits, so that blocks that have to do with each other come up often.
    private static readonly Gen<Cidr> Block =
        from length in Gen.Choose(0, 32)
        from high in Gen.Choose(0, 7)
        from low in Gen.Choose(0, 7)
        from isIpv6 in Gen.Elements(true, false)
        select isIpv6 ? Cidr.Parse($"{high:x}000::{low:x}/{length * 4}") : Cidr.Parse($"{high << 5}.0.0.{low}/{length}");

    private static readonly Gen<Cidr> Address =
        from high in Gen.Choose(0, 7)
        from low in Gen.Choose(0, 7)
        from isIpv6 in Gen.Elements(true, false)
        select isIpv6 ? Cidr.Parse($"{high:x}000::{low:x}/128") : Cidr.Parse($"{high << 5}.0.0.{low}/32");

    [Fact]
    public void A_block_reads_back_as_it_is_written() => Check(Prop.ForAll(Block.ToArbitrary(), block => Cidr.Parse($"{block}") == block));

    [Fact]
    public void A_block_contains_another_only_if_it_contains_all_its_addresses() => Check(Prop.ForAll(
        Block.Two().ToArbitrary(),
        Address.ToArbitrary(),
        (blocks, address) => !blocks.Item1.Contains(blocks.Item2) || !blocks.Item2.Contains(address) || blocks.Item1.Contains(address)));

    [Fact]
    public void Blocks_that_share_an_address_overlap_in_both_directions() => Check(Prop.ForAll(
        Block.Two().ToArbitrary(),
        Address.ToArbitrary(),
        (blocks, address) => blocks.Item1.Overlaps(blocks.Item2) == blocks.Item2.Overlaps(blocks.Item1)
            && (!blocks.Item1.Contains(address) || !blocks.Item2.Contains(address) || blocks.Item1.Overlaps(blocks.Item2))));

    [Theory]
    [InlineData("10.0.0.0/16", "10.0.255.0/24", true)]
    [InlineData("10.0.0.0/16", "10.0.0.0/16", true)]
    [InlineData("10.0.0.0/16", "10.1.0.0/24", false)]
    [InlineData("10.0.0.0/24", "10.0.0.0/16", false)]
    [InlineData("0.0.0.0/0", "203.0.113.10/32", true)]
    [InlineData("::/0", "203.0.113.10/32", false)]
    [InlineData("2001:db8::/56", "2001:db8:0:7::/64", true)]
    [InlineData("2001:db8::/56", "2001:db8:0:100::/64", false)]
    public void A_block_contains_the_smaller_ones_inside_it(string outer, string inner, bool contains) =>
        Assert.Equal(contains, Cidr.Parse(outer).Contains(Cidr.Parse(inner)));

    [Theory]
    [InlineData("10.0.0.0/24", "10.0.1.0/24", false)]
    [InlineData("10.0.0.0/16", "10.0.1.0/24", true)]
    [InlineData("10.0.1.0/24", "10.0.0.0/16", true)]
    public void Blocks_overlap_if_one_contains_the_other(string one, string other, bool overlap) =>
        Assert.Equal(overlap, Cidr.Parse(one).Overlaps(Cidr.Parse(other)));

    [Fact]
    public void Host_bits_are_cleared()
    {
        Assert.Equal("100.68.0.0/18", $"{Cidr.Parse("100.68.0.18/18")}");
        Assert.Equal("2001:db8:0:7::/64", $"{Cidr.Parse("2001:0DB8:0:7::12/64")}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0/16")]
    [InlineData("10.0.0.256/24")]
    [InlineData("010.0.0.0/16")]
    [InlineData("0x0a.0.0.0/16")]
    [InlineData("2001:db8::/129")]
    [InlineData("2001:db8::1%eth0/64")]
    [InlineData("[2001:db8::]/32")]
    [InlineData("::ffff:10.0.0.0/112")]
    [InlineData("10.0.0.0/16 ")]
    public void Anything_else_is_refused(string text) =>
        Assert.Equal(ErrorId.InvalidCidrBlock, Assert.Throws<LabException>(() => Cidr.Parse(text)).ErrorId);

    private static void Check(Property property) => property.QuickCheckThrowOnFailure();
}
