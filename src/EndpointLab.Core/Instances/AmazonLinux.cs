using System.Text.RegularExpressions;
using Amazon.EC2.Model;

namespace EndpointLab;

/// <summary>Amazon Linux 2023, whose newest image's id is a public parameter of Systems Manager.</summary>
internal static partial class AmazonLinux
{
    /// <summary>The only disk of its images, of 8 GiB.</summary>
    public static BlockDeviceMapping RootDisk =>
        new() { DeviceName = "/dev/xvda", Ebs = new() { VolumeSize = 8, Encrypted = true } };

    public static async Task<string> NewestAsync(LabOperation lab, string instanceType)
    {
        var name = ParameterFor(instanceType);
        var response = await lab.Ssm((ssm, token) => ssm.GetParameterAsync(new() { Name = name }, token), name);
        return response.Parameter.Value;
    }

    /// <summary>The parameter's name, for the processor that instances of a type have.</summary>
    public static string ParameterFor(string instanceType) =>
        $"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-{(Graviton().IsMatch(instanceType) ? "arm64" : "x86_64")}";

    // "Amazon EC2 instance type naming conventions": a g after the generation is a Graviton processor.
    [GeneratedRegex(@"^(a1|[a-z]+\d+g[a-z]*)\.")]
    private static partial Regex Graviton();
}
