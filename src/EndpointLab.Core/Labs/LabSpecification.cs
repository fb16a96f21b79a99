using System.Text.RegularExpressions;

namespace EndpointLab;

/// <summary>What a lab is to have. It fits in a tag, so that whoever finds the lab knows what it was to be.</summary>
/// <param name="Name">The lab's name, which all that belongs to it is tagged with.</param>
public sealed partial record LabSpecification(string Name)
{
    private const int LongestTag = 256;

    public Cidr CidrBlock { get; init; } = Cidr.Parse("10.0.0.0/16");

    /// <summary>In each zone there is a public and a private subnet.</summary>
    public int AvailabilityZoneCount { get; init; } = 1;

    /// <summary>Short names of the services that the private subnets reach by gateway endpoints.</summary>
    public IReadOnlyList<string> GatewayServices { get; init; } = ["s3"];

    /// <summary>Short names of the services that the private subnets reach by interface endpoints.</summary>
    public IReadOnlyList<string> InterfaceServices { get; init; } = [];

    /// <summary>Whether there is an instance in the first public and in the first private subnet.</summary>
    public bool WithInstance { get; init; }

    public bool WithBucket { get; init; }

    /// <summary>Who may log in to the public instance; null for nobody.</summary>
    public Cidr? CallerCidr { get; init; }

    /// <exception cref="LabException">AWS, or the names made of it, couldn't take the name, or it asks for too much.</exception>
    public LabSpecification Require() => !NameForm().IsMatch(Name)
        ? throw new LabException(
            ErrorId.InvalidArgument,
            $"'{Name}' can't be the name of a lab.",
            "Use 2 to 31 lower-case letters, digits and hyphens, beginning with a letter or digit.",
            Name)
        : GatewayServices.Concat(InterfaceServices).FirstOrDefault(service => !ServiceForm().IsMatch(service)) is { } odd
            ? throw new LabException(
                ErrorId.UnknownService, $"'{odd}' is no short name of a service.", "Give names such as s3 or ssm: Find-EndpointService.", odd)
        : ToTag().Length <= LongestTag ? this : throw new LabException(
            ErrorId.InvalidArgument,
            $"The lab {Name} has so many services that a tag can't tell them: {LongestTag} characters at most.",
            "Use fewer services, or add the others' endpoints yourself: Add-InterfaceEndpoint.",
            Name);

    /// <summary>In the characters that every service takes in a tag.</summary>
    internal string ToTag() => string.Join(' ', ((string[])
    [
        $"{CidrBlock}",
        $"zones={AvailabilityZoneCount}",
        $"gateway={string.Join('/', GatewayServices)}",
        $"interface={string.Join('/', InterfaceServices)}",
        WithInstance ? "instance" : "",
        WithBucket ? "bucket" : "",
        CallerCidr is null ? "" : $"caller={CallerCidr}",
    ]).Where(part => part.Length > 0));

    /// <summary>What a tag tells; null where it is none of ours, or somebody made of it what can't be a lab.</summary>
    internal static LabSpecification? FromTag(string name, string? tag)
    {
        if (tag is null || Form().Match(tag) is not { Success: true } match)
        {
            return null;
        }

        try
        {
            LabSpecification told = new(name)
            {
                CidrBlock = Cidr.Parse(match.Groups["block"].Value),
                AvailabilityZoneCount = int.Parse(match.Groups["zones"].ValueSpan, provider: null),
                GatewayServices = Services("gateway"),
                InterfaceServices = Services("interface"),
                WithInstance = match.Groups["instance"].Success,
                WithBucket = match.Groups["bucket"].Success,
                CallerCidr = match.Groups["caller"] is { Success: true, Value: var caller } ? Cidr.Parse(caller) : null,
            };
            return LabPlan.Of(told, accountId: "", region: "").Specification;
        }
        catch (LabException)
        {
            return null;
        }

        string[] Services(string group) => match.Groups[group].Value.Split('/', StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,30}\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"\A[a-z0-9.-]+\z")]
    private static partial Regex ServiceForm();

    [GeneratedRegex(
        @"\A(?<block>[0-9.]+/\d+) zones=(?<zones>\d) gateway=(?<gateway>\S*) interface=(?<interface>\S*)"
        + @"(?<instance> instance)?(?<bucket> bucket)?( caller=(?<caller>[0-9a-f:.]+/\d+))?\z")]
    private static partial Regex Form();
}
