using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace EndpointLab.Conformance;

/// <summary>All that an account has in a Region, as the simulator describes it.</summary>
/// <param name="http">What reaches the simulator.</param>
internal sealed partial class AccountInventory(HttpClient http) : IDisposable
{
    private static readonly string[] Kinds =
    [
        "Addresses", "DhcpOptions", "IamInstanceProfileAssociations", "Instances", "InternetGateways", "KeyPairs", "ManagedPrefixLists",
        "NatGateways", "NetworkAcls", "NetworkInterfaces", "RouteTables", "SecurityGroupRules", "SecurityGroups", "Subnets", "Tags",
        "Volumes", "VpcBlockPublicAccessExclusions", "VpcEndpointConnectionNotifications", "VpcEndpoints",
        "VpcEndpointServiceConfigurations", "VpcPeeringConnections", "Vpcs", "VpnGateways",
    ];

    private static readonly string[] IdentityLists = ["InstanceProfiles", "Policies", "Roles", "Users"];

    public void Dispose() => http.Dispose();

    /// <summary>Lets a day pass, after which nothing that was deleted is shown any more.</summary>
    public async Task ForgetAsync()
    {
        using var answer = await http.PostAsJsonAsync("/_lab/clock", new { advance = "24h" }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>One description of each kind of resource, the list of buckets, and those of IAM.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync()
    {
        List<string> all = [await SendAsync(HttpMethod.Get, "s3", "")];
        foreach (var kind in Kinds)
            all.Add(await SendAsync(HttpMethod.Post, "ec2", $"Action=Describe{kind}"));
        foreach (var kind in IdentityLists)
            all.Add(await SendAsync(HttpMethod.Post, "iam", $"Action=List{kind}"));
        return all;
    }

    private async Task<string> SendAsync(HttpMethod method, string service, string form)
    {
        using HttpRequestMessage request = new(method, "/") { Content = new StringContent(form) };
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return RequestId().Replace(text, "");
    }

    [GeneratedRegex("<(requestId|RequestId)>[^<]*</(requestId|RequestId)>")]
    private static partial Regex RequestId();
}
