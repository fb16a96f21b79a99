using System.Net;
using FsCheck;
using FsCheck.Fluent;

namespace EndpointLab.Simulator.Tests.Ec2;

/// <summary>What a subnet may be, told by counting addresses rather than by comparing prefixes.</summary>
public sealed class BlockProperties
{
    private static readonly Gen<(uint Address, int Length)> Blocks =
        from length in Gen.Choose(20, 30)
        from offset in Gen.Choose(0, 4095)
        select (0x0A000000u + (uint)offset, length);

    [Fact]
    public void A_subnet_is_accepted_where_its_addresses_are_in_the_vpc_and_in_no_other_subnet() =>
        Prop.ForAll(Blocks.ArrayOf(8).ToArbitrary(), blocks => AcceptsWhatIsFree(blocks).GetAwaiter().GetResult())
            .QuickCheckThrowOnFailure();

    private static async Task AcceptsWhatIsFree((uint Address, int Length)[] blocks)
    {
        using RawEc2 ec2 = new(new Cloud());
        var vpc = (await ec2.CallAsync("Action=CreateVpc&CidrBlock=10.0.0.0/21"))["Vpc"]!["VpcId"];
        HashSet<uint> taken = [];
        foreach (var (address, length) in blocks)
        {
            var size = 1u << (32 - length);
            var addresses = Enumerable.Range(0, (int)size).Select(index => (address / size * size) + (uint)index).ToList();
            var fits = length is >= 16 and <= 28 && addresses.TrueForAll(one => one < 0x0A000800u && !taken.Contains(one));
            var (status, _) = await ec2.SendAsync($"Action=CreateSubnet&VpcId={vpc}&CidrBlock={new IPAddress(Bytes(address))}/{length}");
            Assert.Equal(fits ? HttpStatusCode.OK : HttpStatusCode.BadRequest, status);
            if (fits)
                taken.UnionWith(addresses);
        }
    }

    private static byte[] Bytes(uint address) => [(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address];
}
