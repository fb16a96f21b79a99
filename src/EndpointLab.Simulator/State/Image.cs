using System.Globalization;

namespace EndpointLab.Simulator.State;

/// <summary>A machine image. Those of Amazon Linux are in every Region, under ids of the Region's own.</summary>
internal sealed class Image(string id) : Resource(id), IResource
{
    public static ResourceKind Kind { get; } = new("image", "ami", "InvalidAMIID.NotFound", "InvalidAMIID.Malformed", "image id");

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Architecture { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public required BlockDevice RootDevice { get; init; }

    /// <summary>The names of Systems Manager's public parameters that hold its id, after their common path.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>Whether it asks for version 2 of the instance metadata service only.</summary>
    public bool RequiresTokens { get; init; }
}

/// <summary>The images that Amazon publishes.</summary>
internal static class AmazonLinux
{
    public const string OwnerId = "137112412989";
    public const string OwnerAlias = "amazon";
    public const string ParameterPath = "/aws/service/ami-amazon-linux-latest/";

    private static readonly DateTimeOffset Released = new(2025, 11, 17, 19, 12, 44, TimeSpan.Zero);

    /// <summary>The images of a Region. Their ids are the same in every cloud, as they are for every account on AWS.</summary>
    public static IEnumerable<Image> ImagesOf(Region region)
    {
        foreach (var architecture in new[] { InstanceType.X86, InstanceType.Arm })
        {
            yield return Of(region, $"al2023-ami-2023.9.20251117.1-kernel-6.1-{architecture}", architecture,
                "Amazon Linux 2023 AMI 2023.9.20251117.1 {0} HVM kernel-6.1",
                $"al2023-ami-kernel-default-{architecture}", $"al2023-ami-kernel-6.1-{architecture}");
            yield return Of(region, $"al2023-ami-2023.9.20251117.1-kernel-6.12-{architecture}", architecture,
                "Amazon Linux 2023 AMI 2023.9.20251117.1 {0} HVM kernel-6.12",
                $"al2023-ami-kernel-6.12-{architecture}");
            yield return Of(region, $"al2023-ami-minimal-2023.9.20251117.1-kernel-6.1-{architecture}", architecture,
                "Amazon Linux 2023 AMI 2023.9.20251117.1 {0} Minimal HVM kernel-6.1",
                $"al2023-ami-minimal-kernel-default-{architecture}", $"al2023-ami-minimal-kernel-6.1-{architecture}");
            yield return Of(region, $"amzn2-ami-kernel-5.10-hvm-2.0.20251110.1-{architecture}-gp2", architecture,
                "Amazon Linux 2 Kernel 5.10 AMI 2.0.20251110.1 {0} HVM gp2",
                $"amzn2-ami-kernel-5.10-hvm-{architecture}-gp2", $"amzn2-ami-hvm-{architecture}-gp2");
        }
    }

    private static Image Of(Region region, string name, string architecture, string description, params string[] parameters)
    {
        var isLinux2 = name.StartsWith("amzn2", StringComparison.Ordinal);
        var id = ResourceId.Of("ami", $"{region.Name} {name}");
        return new(id)
        {
            Name = name,
            Description = string.Format(CultureInfo.InvariantCulture, description, architecture),
            Architecture = architecture,
            CreationDate = Released,
            Parameters = parameters,
            RequiresTokens = !isLinux2,
            RootDevice = new("/dev/xvda")
            {
                VolumeSize = name.Contains("minimal", StringComparison.Ordinal) ? 2 : 8,
                VolumeType = isLinux2 ? "gp2" : "gp3",
                SnapshotId = ResourceId.Of("snap", $"{id} root"),
            },
        };
    }
}

internal sealed partial class RegionState
{
    public ResourceTable<Image> Images => field ??= AddAll(AmazonLinux.ImagesOf(Region), NewTable<Image>());

    /// <summary>The image whose id a public parameter of Systems Manager holds; null if there is no such parameter.</summary>
    public Image? ImageOfParameter(string name) => name.StartsWith(AmazonLinux.ParameterPath, StringComparison.Ordinal)
        ? Images.FirstOrDefault(image => image.Parameters.Contains(name[AmazonLinux.ParameterPath.Length..]))
        : null;

    private static ResourceTable<Image> AddAll(IEnumerable<Image> images, ResourceTable<Image> table)
    {
        foreach (var image in images)
            table.Add(image);
        return table;
    }
}
