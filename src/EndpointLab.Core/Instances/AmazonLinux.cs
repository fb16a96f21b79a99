using System.Text.RegularExpressions;

namespace EndpointLab;

/// <summary>Amazon Linux 2023, whose newest image's id is a public parameter of Systems Manager.</summary>
internal static partial class AmazonLinux
{
    public static async Task<string> NewestAsync(LabOperation lab, string instanceType)
    {
        var architecture = Graviton().IsMatch(instanceType) ? "arm64" : "x86_64";
        var name = $"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-{architecture}";
        var response = await lab.Ssm((ssm, token) => ssm.GetParameterAsync(new() { Name = name }, token), name);
        return response.Parameter.Value;
    }

    // "Amazon EC2 instance type naming conventions": a g after the generation is a Graviton processor.
    [GeneratedRegex(@"^(a1|[a-z]+\d+g[a-z]*)\.")]
    private static partial Regex Graviton();
}
