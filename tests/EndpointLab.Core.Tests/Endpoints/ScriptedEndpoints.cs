using System.Net;
using System.Web;

namespace EndpointLab.Core.Tests.Endpoints;

/// <summary>Answers DescribeVpcEndpoints with the next state of each endpoint's script, in which null makes it unknown.</summary>
internal sealed class ScriptedEndpoints : HttpMessageHandler
{
    private readonly Dictionary<string, Queue<string?>> scripts = [];

    /// <summary>The ids that each call asked for.</summary>
    public List<string[]> Calls { get; } = [];

    /// <summary>What AWS gives as the reason of a failure.</summary>
    public string? LastError { get; set; }

    /// <summary>The last state of the script stays.</summary>
    public string Add(params string?[] states)
    {
        var id = $"vpce-{scripts.Count:x17}";
        scripts[id] = new(states);
        return id;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken));
        var keys = form.AllKeys.OfType<string>().Where(key => key.StartsWith("VpcEndpointId.", StringComparison.Ordinal));
        string[] ids = [.. keys.Select(key => form[key]!)];
        Calls.Add(ids);
        var states = ids.ToDictionary(id => id, id => scripts[id] is { Count: > 1 } script ? script.Dequeue() : scripts[id].Peek());
        return ids.FirstOrDefault(id => states[id] is null) is { } unknown
            ? Answer(HttpStatusCode.BadRequest, $"""
                <Response><Errors><Error><Code>InvalidVpcEndpointId.NotFound</Code>
                <Message>The Vpc Endpoint Id '{unknown}' does not exist</Message></Error></Errors></Response>
                """)
            : Answer(HttpStatusCode.OK, $"""
                <DescribeVpcEndpointsResponse><vpcEndpointSet>
                {string.Concat(ids.Select(id => Item(id, states[id]!)))}
                </vpcEndpointSet></DescribeVpcEndpointsResponse>
                """);
    }

    private string Item(string id, string state) => $"""
        <item><vpcEndpointId>{id}</vpcEndpointId><state>{EndpointStates.OnWire(state)}</state><vpcEndpointType>Future</vpcEndpointType>
        {(LastError is null ? "" : $"<lastError><code>InternalError</code><message>{LastError}</message></lastError>")}</item>
        """;

    private static HttpResponseMessage Answer(HttpStatusCode status, string xml) => new(status) { Content = new StringContent(xml) };
}
