namespace EndpointLab.Core.Tests.Network;

public sealed class PortRangeTests
{
    [Theory]
    [InlineData("22", 22, 22)]
    [InlineData("8000-8100", 8000, 8100)]
    [InlineData("0-65535", 0, 65535)]
    public void A_port_or_a_range_is_read_and_written(string text, int from, int to)
    {
        var ports = PortRange.Parse(text);
        Assert.Equal(new PortRange(from, to), ports);
        Assert.Equal(text, $"{ports}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ssh")]
    [InlineData("-22")]
    [InlineData("65536")]
    [InlineData("8100-8000")]
    [InlineData("80-90-100")]
    [InlineData("80 - 90")]
    public void Anything_else_is_refused(string text) =>
        Assert.Equal(ErrorId.InvalidArgument, Assert.Throws<LabException>(() => PortRange.Parse(text)).ErrorId);
}
