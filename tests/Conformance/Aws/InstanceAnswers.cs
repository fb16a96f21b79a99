using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Web;

namespace EndpointLab.Conformance.Aws;

/// <summary>Has EC2 tell of its instances what is true of the machines that stand for them: their addresses, and their consoles.</summary>
internal sealed class InstanceAnswers : DelegatingHandler
{
    /// <summary>The machines' addresses, by the simulator's.</summary>
    public ConcurrentDictionary<string, string> Addresses { get; } = [];

    /// <summary>The machines' host keys, by the instances' ids.</summary>
    public ConcurrentDictionary<string, string> HostKeys { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        await request.Content.LoadIntoBufferAsync(cancellationToken);
        var asked = HttpUtility.ParseQueryString(await request.Content.ReadAsStringAsync(cancellationToken));
        if (asked["Action"] == "GetConsoleOutput")
        {
            var console = Console(HostKeys[asked["InstanceId"]!]);
            return Answer($"<GetConsoleOutputResponse><output>{console}</output></GetConsoleOutputResponse>");
        }

        var answer = await base.SendAsync(request, cancellationToken);
        return asked["Action"] != "DescribeInstances" ? answer : Answer(Addresses.Aggregate(
            await answer.Content.ReadAsStringAsync(cancellationToken),
            (text, address) => text.Replace($">{address.Key}<", $">{address.Value}<", StringComparison.Ordinal)));
    }

    private static HttpResponseMessage Answer(string xml) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(xml, Encoding.UTF8, "text/xml"),
    };

    /// <summary>As cloud-init prints it.</summary>
    private static string Console(string hostKey) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        $"-----BEGIN SSH HOST KEY KEYS-----\r\n{hostKey} root@ip-10-0-1-5\r\n-----END SSH HOST KEY KEYS-----\r\n"));
}
