using System.Collections.Concurrent;
using Amazon.Runtime;

namespace EndpointLab.Analysis;

/// <summary>
/// Calls that read configuration, each by itself: one that is refused, or that whatever answers there doesn't know, leaves its part
/// unread instead of failing the whole.
/// </summary>
internal sealed class Snapshot(LabOperation lab)
{
    // What EC2 and IAM answer to those who may not, and what others answer to what they don't have.
    private static readonly string[] Refusals =
    [
        "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "Unauthorized", "AuthFailure", "OptInRequired",
        "InvalidAction", "NotImplemented", "UnsupportedOperation", "FilterNotImplementedError",
    ];

    private readonly ConcurrentDictionary<ModelPart, UnreadConfiguration> unread = [];

    public IReadOnlyDictionary<ModelPart, UnreadConfiguration> Unread => unread;

    /// <summary>All pages of a Describe call.</summary>
    /// <param name="subject">What it is about, for whoever reads that it was refused.</param>
    public Task<IReadOnlyList<TItem>> ReadAsync<TResponse, TItem>(
        ModelPart part,
        string subject,
        Func<Amazon.EC2.IAmazonEC2, string?, CancellationToken, Task<TResponse>> page,
        Func<TResponse, IEnumerable<TItem>?> items,
        Func<TResponse, string?> next)
        where TResponse : AmazonWebServiceResponse =>
        ReadAsync<IReadOnlyList<TItem>>(
            part,
            $"ec2:{typeof(TResponse).Name[..^"Response".Length]}",
            subject,
            async () => await lab.Ec2Pages(page, items, next, subject),
            []);

    /// <param name="call">The action that it asks for.</param>
    /// <param name="otherwise">What there is if it is refused.</param>
    public async Task<T> ReadAsync<T>(ModelPart part, string call, string subject, Func<Task<T>> read, T otherwise)
    {
        try
        {
            return await read();
        }
        catch (LabException error) when (IsRefusal(error))
        {
            unread.TryAdd(part, new(call, subject, error.AwsErrorCode ?? error.ErrorId, $"{Matters(part)} not known."));
            return otherwise;
        }
    }

    /// <summary>Servers that aren't AWS's may answer what they don't have by an error that has no code, such as a page of HTML.</summary>
    public static bool IsRefusal(LabException error) => error.AwsErrorCode is { } code
        ? Refusals.Contains(code)
        : error.InnerException is AmazonUnmarshallingException or AmazonServiceException { ErrorCode: null or "" };

    private static string Matters(ModelPart part) => part switch
    {
        ModelPart.Vpcs => "The blocks of the VPC are",
        ModelPart.DnsAttributes => "Whether the VPC resolves names is",
        ModelPart.Subnets => "Where the subnets are is",
        ModelPart.RouteTables => "Where the subnets' routes lead is",
        ModelPart.Interfaces => "Whose the addresses in the VPC are is",
        ModelPart.Instances => "Whether instances run is",
        ModelPart.SecurityGroups => "What security groups admit is",
        ModelPart.NetworkAcls => "What network ACLs deny is",
        ModelPart.InternetGateways => "Whether internet gateways are attached is",
        ModelPart.EgressOnlyInternetGateways => "Whether egress-only internet gateways are attached is",
        ModelPart.NatGateways => "The state of NAT gateways is",
        ModelPart.Peerings => "With whom the VPC is peered is",
        ModelPart.Endpoints => "What endpoints the VPC has is",
        ModelPart.PrefixLists => "What addresses AWS's services have is",
        ModelPart.CustomerPrefixLists => "What addresses a prefix list holds is",
        ModelPart.HostedZones => "Whether a private hosted zone decides names in the VPC is",
        ModelPart.DnsFirewall => "Whether a DNS firewall blocks names in the VPC is",
        ModelPart.DhcpOptions => "What DNS servers instances ask is",
        _ => "Whether VPC Block Public Access stops internet traffic is",
    };
}
