using System.Security.Cryptography;
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using static EndpointLab.Simulator.Tests.Simulated;

namespace EndpointLab.Simulator.Tests.Ec2;

public sealed class ConsoleOutputTests : IDisposable
{
    private readonly FakeTime time = new();
    private readonly AmazonEC2Client ec2;

    public ConsoleOutputTests() => ec2 = new Cloud(new() { Lifecycle = Lifecycle.Realistic, Time = time }).Ec2Client();

    public void Dispose() => ec2.Dispose();

    [Fact]
    public async Task An_instance_prints_its_own_host_key_once_it_runs()
    {
        var (one, another) = (await LaunchAsync("t3.micro"), await LaunchAsync("t3.micro"));
        Assert.Null((await ec2.GetConsoleOutputAsync(new(one), Cancel)).Output);

        time.Advance(TimeSpan.FromMinutes(10));

        var console = await ConsoleAsync(one);
        var key = Between(console, "KEYS").Split(' ');
        Assert.Equal("ssh-ed25519", key[0]);
        var fingerprint = Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(key[1]))).TrimEnd('=');
        Assert.Contains($" 256 SHA256:{fingerprint} root@", Between(console, "FINGERPRINTS"), StringComparison.Ordinal);
        Assert.Equal(console, await ConsoleAsync(one));
        Assert.NotEqual(Between(console, "KEYS"), Between(await ConsoleAsync(another), "KEYS"));
    }

    [Fact]
    public async Task Only_on_Nitro_there_is_what_the_console_shows_now()
    {
        var (old, modern) = (await LaunchAsync("t2.micro"), await LaunchAsync("t3.micro"));

        await Refused("UnsupportedOperation", ec2.GetConsoleOutputAsync(new() { InstanceId = old, Latest = true }, Cancel));
        Assert.Equal(modern, (await ec2.GetConsoleOutputAsync(new() { InstanceId = modern, Latest = true }, Cancel)).InstanceId);
    }

    [Fact]
    public Task There_is_none_of_what_there_is_not() =>
        Refused("InvalidInstanceID.NotFound", ec2.GetConsoleOutputAsync(new("i-0123456789abcdef0"), Cancel));

    private async Task<string> LaunchAsync(string type)
    {
        var image = (await ec2.DescribeImagesAsync(new() { Filters = [new("architecture", ["x86_64"])] }, Cancel)).Images[0].ImageId;
        var subnet = (await ec2.DescribeSubnetsAsync(new(), Cancel)).Subnets.FirstOrDefault()?.SubnetId ?? await NewSubnetAsync();
        var launched = await ec2.RunInstancesAsync(
            new() { ImageId = image, InstanceType = type, SubnetId = subnet, MinCount = 1, MaxCount = 1 }, Cancel);
        return launched.Reservation.Instances[0].InstanceId;
    }

    private async Task<string> NewSubnetAsync()
    {
        var vpc = (await ec2.CreateVpcAsync(new("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        return (await ec2.CreateSubnetAsync(new(vpc, "10.0.0.0/24"), Cancel)).Subnet.SubnetId;
    }

    private async Task<string> ConsoleAsync(string id) =>
        Encoding.UTF8.GetString(Convert.FromBase64String((await ec2.GetConsoleOutputAsync(new(id), Cancel)).Output));

    private static string Between(string console, string what) =>
        console.Split($"-----BEGIN SSH HOST KEY {what}-----\r\n")[1].Split($"-----END SSH HOST KEY {what}-----")[0].Trim();
}
