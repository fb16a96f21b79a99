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
            unread.TryAdd(part, new(call, subject, error.AwsErrorCode ?? error.ErrorId, $"It is not known {Matter(part)}."));
            return otherwise;
        }
    }

    /// <summary>Servers that aren't AWS's may answer what they don't have by an error that has no code, such as a page of HTML.</summary>
    public static bool IsRefusal(LabException error) => error.AwsErrorCode is { } code
        ? Refusals.Contains(code)
        : error.InnerException is AmazonUnmarshallingException or AmazonServiceException { ErrorCode: null or "" };

    private static string Matter(ModelPart part) => part switch
    {
        ModelPart.Vpcs => "what blocks the VPC has",
        ModelPart.DnsAttributes => "whether the VPC resolves names",
        ModelPart.Subnets => "where the subnets are",
        ModelPart.RouteTables => "where the subnets' routes lead",
        ModelPart.Interfaces => "whose the addresses in the VPC are",
        ModelPart.Instances => "whether instances run",
        ModelPart.SecurityGroups => "what security groups admit",
        ModelPart.NetworkAcls => "what network ACLs deny",
        ModelPart.InternetGateways => "whether internet gateways are attached",
        ModelPart.EgressOnlyInternetGateways => "whether egress-only internet gateways are attached",
        ModelPart.NatGateways => "in which state NAT gateways are",
        ModelPart.Peerings => "with whom the VPC is peered",
        ModelPart.Endpoints => "what endpoints the VPC has",
        ModelPart.PrefixLists => "what addresses AWS's services have",
        ModelPart.CustomerPrefixLists => "what addresses a prefix list holds",
        ModelPart.HostedZones => "whether a private hosted zone decides names in the VPC",
        ModelPart.DnsFirewall => "whether a DNS firewall blocks names in the VPC",
        ModelPart.DhcpOptions => "what DNS servers instances ask",
        _ => "whether VPC Block Public Access stops internet traffic",
    };
}
