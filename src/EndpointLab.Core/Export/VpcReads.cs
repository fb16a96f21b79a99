using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using EndpointLab.Analysis;

namespace EndpointLab.Export;

/// <summary>The calls by which a VPC is read, and what they leave unknown.</summary>
internal sealed class VpcReads(LabOperation lab, string vpcId)
{
    private readonly ConfigurationReads reads = new();
    private readonly List<string> remarks = [];

    public LabOperation Lab => lab;

    public string VpcId => vpcId;

    public List<Filter> InVpc { get; } = [new("vpc-id", [vpcId])];

    /// <summary>What was refused or is left out, a sentence each.</summary>
    public IReadOnlyList<string> Notes => [.. remarks.Concat(reads.Unread.Select(unread => $"{unread}")).Distinct()];

    public void Note(string remark) => remarks.Add(remark);

    /// <exception cref="LabException">It may not be read.</exception>
    public Task<List<TItem>> PagesAsync<TResponse, TItem>(
        Func<IAmazonEC2, string?, CancellationToken, Task<TResponse>> page,
        Func<TResponse, IEnumerable<TItem>?> items,
        Func<TResponse, string?> next)
        where TResponse : AmazonWebServiceResponse => lab.Ec2Pages(page, items, next, vpcId);

    /// <param name="matter">What is not known where the call is refused, as the end of a sentence.</param>
    /// <returns>Nothing where it is refused.</returns>
    public async Task<List<TItem>> TryPagesAsync<TResponse, TItem>(
        string matter,
        Func<IAmazonEC2, string?, CancellationToken, Task<TResponse>> page,
        Func<TResponse, IEnumerable<TItem>?> items,
        Func<TResponse, string?> next)
        where TResponse : AmazonWebServiceResponse => await TryAsync(matter, () => PagesAsync(page, items, next)) ?? [];

    /// <returns>Null where it is refused.</returns>
    public Task<T?> TryAsync<T>(string matter, Func<Task<T>> read) where T : class => reads.TryAsync(read, matter);
}
