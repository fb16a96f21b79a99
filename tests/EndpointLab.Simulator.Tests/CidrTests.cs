using System.Net;
using EndpointLab.Simulator.State;
using FsCheck;
using FsCheck.Fluent;

namespace EndpointLab.Simulator.Tests;

/// <summary>Addresses and blocks of both families, held against .NET's own.</summary>
public sealed class CidrTests
{
    private static readonly Gen<byte> Byte = Gen.OneOf(Gen.Constant((byte)0), Gen.Choose(0, 255).Select(number => (byte)number));

    private static readonly Gen<IPAddress> AnyAddress =
        from size in Gen.Elements(4, 16)
        from bytes in Byte.ArrayOf(size)
        let address = new IPAddress(bytes)
        where !address.IsIPv4MappedToIPv6
        select address;

    private static readonly Gen<IPNetwork> AnyBlock =
        from address in AnyAddress
        from length in Gen.Choose(0, address.GetAddressBytes().Length * 8)
        select Network(address, length);

    /// <summary>Two blocks that are often within each other.</summary>
    private static readonly Gen<(IPNetwork One, IPNetwork Other)> Pair = Gen.OneOf(
        from one in AnyBlock from other in AnyBlock select (one, other),
        from one in AnyBlock
        from length in Gen.Choose(0, one.BaseAddress.GetAddressBytes().Length * 8)
        select (one, Network(one.BaseAddress, length)));

    [Fact]
    public void An_address_is_written_as_it_was_read() => Prop.ForAll(AnyAddress.ToArbitrary(), address =>
        Address.Parse(address.ToString()).ToString() == address.ToString()).QuickCheckThrowOnFailure();

    [Fact]
    public void Blocks_are_written_in_canonical_form() => Prop.ForAll(
        (from address in AnyAddress
         from length in Gen.Choose(0, address.GetAddressBytes().Length * 8)
         select (address, length)).ToArbitrary(),
        sample => Cidr.Parse($"{sample.address}/{sample.length}").ToString() == Network(sample.address, sample.length).ToString())
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_block_holds_its_own_addresses_and_no_others() => Prop.ForAll(
        (from block in AnyBlock
         from address in Gen.OneOf(AnyAddress, Gen.Constant(block.BaseAddress))
         select (block, address)).ToArbitrary(),
        sample => Of(sample.block).Contains(Address.Parse($"{sample.address}")) == sample.block.Contains(sample.address))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_block_ends_with_its_last_address() => Prop.ForAll(AnyBlock.ToArbitrary(), one =>
    {
        var block = Of(one);
        var (first, last) = (IPAddress.Parse($"{block.First}"), IPAddress.Parse($"{block.Last}"));
        return one.Contains(first) && one.Contains(last) && first.Equals(one.BaseAddress)
            && (block.HostBits == block.First.Bits || block.First == Cidr.AnyIpv4.First || !block.Contains(block.First - 1))
            && (block.HostBits == block.First.Bits || !block.Contains(block.Last + 1));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Blocks_overlap_where_one_holds_the_other() => Prop.ForAll(Pair.ToArbitrary(), pair =>
    {
        var (one, other) = (Of(pair.One), Of(pair.Other));
        var within = pair.One.Contains(pair.Other.BaseAddress) && pair.One.PrefixLength <= pair.Other.PrefixLength;
        var around = pair.Other.Contains(pair.One.BaseAddress) && pair.Other.PrefixLength <= pair.One.PrefixLength;
        return one.Contains(other) == within && one.Overlaps(other) == (within || around) && other.Overlaps(one) == (within || around);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("10.0.0")]
    [InlineData("010.0.0.1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("10.0.0.256")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("1::2::3")]
    public void What_is_no_address_is_refused(string text)
    {
        Assert.False(Address.TryParse(text, out _));
        Assert.False(Cidr.TryParse($"{text}/16", out _));
    }

    [Theory]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("fd00::/129")]
    [InlineData("/16")]
    public void What_is_no_block_is_refused(string text) => Assert.False(Cidr.TryParse(text, out _));

    [Fact]
    public void Families_never_mix()
    {
        Assert.False(Cidr.AnyIpv6.Contains(Address.Parse("10.0.0.1")));
        Assert.False(Cidr.AnyIpv4.Contains(Address.Parse("::1")));
        Assert.False(Cidr.AnyIpv4.Overlaps(Cidr.AnyIpv6));
    }

    private static Cidr Of(IPNetwork network) => Cidr.Parse($"{network}");

    private static IPNetwork Network(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new(new IPAddress(bytes), length);
    }
}
