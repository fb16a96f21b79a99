using EndpointLab.Simulator;

[assembly: Xunit.v3.Parallelization(MaxThreads = 8)] // Terraform's provider mostly waits, ten seconds at a time.

namespace EndpointLab.Conformance;

/// <summary>A configuration under terraform/, which Terraform's AWS provider makes, changes and takes away.</summary>
public abstract class TerraformScenario(string name)
{
    private const string Changed = "-var=changed=true";

    [Fact]
    public async Task It_is_made_changed_and_gone_without_a_trace()
    {
        using var server = LoopbackServer.Start(new Cloud(new CloudOptions { Lifecycle = Lifecycle.Instant }), port: 0);
        using var terraform = Terraform.Require(name, server.Endpoint);
        using AccountInventory account = new(new HttpClient { BaseAddress = server.Endpoint });
        var before = await account.ReadAsync();
        terraform.Apply();
        terraform.PlanIsClean();
        Assert.NotEqual(before, await account.ReadAsync());
        terraform.Apply(Changed);
        terraform.PlanIsClean(Changed);
        terraform.Destroy(Changed);
        await account.ForgetAsync();
        Assert.Equal(before, await account.ReadAsync());
    }
}

public sealed class TerraformBucketTests() : TerraformScenario("bucket");

public sealed class TerraformEndpointAssociationsTests() : TerraformScenario("endpoint_associations");

public sealed class TerraformGatewayEndpointsTests() : TerraformScenario("gateway_endpoints");

public sealed class TerraformGatewayLoadBalancerTests() : TerraformScenario("gateway_load_balancer");

public sealed class TerraformInstanceRoleTests() : TerraformScenario("instance_role");

public sealed class TerraformInterfaceEndpointsTests() : TerraformScenario("interface_endpoints");

public sealed class TerraformKeysTests() : TerraformScenario("keys");

public sealed class TerraformLabTests() : TerraformScenario("lab");

public sealed class TerraformNamesTests() : TerraformScenario("names");

public sealed class TerraformNetworkPartsTests() : TerraformScenario("network_parts");

public sealed class TerraformPeeringTests() : TerraformScenario("peering");

public sealed class TerraformPrivateLinkTests() : TerraformScenario("private_link");

public sealed class TerraformThreeZonesTests() : TerraformScenario("three_zones");
