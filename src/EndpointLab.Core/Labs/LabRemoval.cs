using EndpointLab.Resources;

namespace EndpointLab.Labs;

/// <summary>Removes all that is tagged as a lab's, each thing when what uses it is gone, and nothing else.</summary>
internal sealed class LabRemoval(LabOperation lab, LabInventory there, TimeSpan timeout, LabKeys keys)
{
    private const double BackOff = 1.5;
    private const int RarestPolls = 15;

    private readonly LabProgress progress = new(lab.Reporter, $"Removing the lab {there.Name}", there.Resources.Count);
    private readonly long started = lab.Session.Time.GetTimestamp();

    /// <returns>What failed.</returns>
    public async Task<IReadOnlyList<LabException>> RunAsync()
    {
        if (there.Vpc is { } vpc && there.State is not LabTags.Removing)
        {
            try
            {
                await Tags.SetAsync(lab, vpc.VpcId, new Dictionary<string, string> { [LabTags.State] = LabTags.Removing });
            }
            catch (LabException error) when (error.IsNotFound)
            {
                // Gone already: by another removal, or by one of which AWS hasn't heard everywhere.
            }
        }

        try
        {
            return await LabGraph.RunAsync(there.Resources, Before, RemoveAsync, lab.Token);
        }
        finally
        {
            progress.End();
        }
    }

    /// <summary>What has to be gone before.</summary>
    public IEnumerable<LabResource> Before(LabResource one) => there.Resources.Where(other => (one, other) switch
    {
        (Vpc, not (Vpc or KeyPair or Bucket or ServiceConfiguration)) => true,
        (Subnet or InternetGateway or ElasticAddress, Instance or NatGateway) => true,
        (Subnet or RouteTable or SecurityGroup, VpcEndpoint) => true,
        (SecurityGroup or Bucket, Instance) => true,
        (SecurityGroup group, SecurityGroup user) => RefersTo(user, group) && !RefersTo(group, user),
        _ => false,
    });

    private static bool RefersTo(SecurityGroup user, SecurityGroup group) =>
        user != group && Array.Exists(user.Rules, rule => rule.ReferencedGroupId == group.GroupId);

    private async Task RemoveAsync(LabResource one)
    {
        var what = LabInventory.RoleOf(one) ?? one.Id;
        progress.Begin(what);
        var longest = lab.Session.FirstPoll * RarestPolls;
        long? obstructed = null;
        for (var pause = lab.Session.FirstPoll; ; pause = pause * BackOff < longest ? pause * BackOff : longest)
        {
            try
            {
                await DeleteAsync(one);
                break;
            }
            catch (LabException error) when (error.IsNotFound || error.AwsErrorCode is "NoSuchBucket")
            {
                break;
            }
            catch (LabException error) when (Passes(error) && Remaining > pause && !IsObstructed(error, ref obstructed))
            {
                lab.Reporter.Verbose($"{one.Id} can't go yet: {error.Message}");
                await Task.Delay(pause, lab.Session.Time, lab.Token);
            }
        }

        progress.Finish(what);
    }

    /// <summary>What goes over by itself: interfaces that drain, states on their way, and what AWS hasn't heard of yet.</summary>
    private static bool Passes(LabException error) => error.IsTransient
        || error.AwsErrorCode is "DependencyViolation" or "IncorrectState" or "IncorrectInstanceState" or "ExistingVpcEndpointConnections"
            or "Gateway.NotAttached" or "InvalidIPAddress.InUse" or "OperationAborted" or "BucketNotEmpty" or "DeleteConflict";

    /// <summary>
    /// Whether something that isn't the lab's has been in the way for longer than AWS may still show what is gone: nobody will remove it.
    /// </summary>
    private bool IsObstructed(LabException error, ref long? since)
    {
        if (!Dependents.AreNamedBy(error) && error.AwsErrorCode is not "InvalidIPAddress.InUse")
        {
            since = null;
            return false;
        }

        since ??= lab.Session.Time.GetTimestamp();
        return lab.Session.Time.GetElapsedTime(since.Value) > lab.Session.NotFoundGrace;
    }

    private Task DeleteAsync(LabResource one) => one switch
    {
        Instance instance => TerminateAsync(instance),
        VpcEndpoint endpoint => DeleteAsync(endpoint),
        ServiceConfiguration service => StrictReporter.RunAsync(
            lab, strict => ServiceConfigurations.RemoveAsync(strict, [service.ServiceId], rejectConnections: true)),
        NatGateway { State: "deleted" } => Task.CompletedTask,
        NatGateway gateway => NatGateways.RemoveAsync(lab, gateway.NatGatewayId, Remaining),
        ElasticAddress address => ElasticAddresses.ReleaseAsync(lab, address.AllocationId),
        SecurityGroup group => SecurityGroups.RemoveAsync(lab, group.GroupId),
        Subnet subnet => Subnets.RemoveAsync(lab, subnet.SubnetId),
        RouteTable table => DeleteAsync(table),
        InternetGateway gateway => DeleteAsync(gateway),
        KeyPair keyPair => keys.RemoveAsync(lab, keyPair),
        Bucket bucket => DeleteAsync(bucket),
        Vpc vpc => DeleteAsync(vpc),
        _ => throw new NotSupportedException(),
    };

    private TimeSpan Remaining => timeout - lab.Session.Time.GetElapsedTime(started);

    private async Task TerminateAsync(Instance instance)
    {
        if (InstanceNode.IsAlive(instance))
        {
            await Instances.RemoveAsync(lab, instance.InstanceId);
        }

        await Wait.ForOneAsync(new(lab, instance.InstanceId, instance), InstanceWait.For(["terminated"]), Remaining);
    }

    private async Task DeleteAsync(VpcEndpoint endpoint)
    {
        if (!endpoint.IsGone)
        {
            await StrictReporter.RunAsync(lab, strict => VpcEndpoints.RemoveAsync(strict, [endpoint.VpcEndpointId]));
        }

        await Wait.ForOneAsync(
            new(lab, endpoint.VpcEndpointId, endpoint), EndpointWait.For([EndpointStates.Deleted]), Remaining);
    }

    /// <summary>Takes the lab's own subnets off a table first; their associations may go with them meanwhile.</summary>
    private async Task DeleteAsync(RouteTable table)
    {
        var now = await RouteTables.GetAsync(lab, table.RouteTableId);
        var own = there.Resources.OfType<Subnet>().Select(subnet => subnet.SubnetId).ToHashSet();
        foreach (var association in now.Associations.Where(association => association.SubnetId is { } id && own.Contains(id)))
        {
            try
            {
                await RouteTables.DisassociateAsync(lab, association);
            }
            catch (LabException error) when (error.IsNotFound)
            {
                // Gone with its subnet.
            }
        }

        await RouteTables.RemoveAsync(lab, table.RouteTableId);
    }

    private async Task DeleteAsync(InternetGateway gateway)
    {
        if ((await InternetGateways.GetAsync(lab, gateway.InternetGatewayId)).VpcId is { } vpcId)
        {
            if (there.Resources.OfType<Vpc>().All(vpc => vpc.VpcId != vpcId))
            {
                throw new LabException(
                    ErrorId.LabLeft,
                    $"{gateway.InternetGatewayId} is attached to {vpcId}, which is not the lab's.",
                    $"Detach it if {vpcId} needs no way to the internet: Dismount-LabInternetGateway {gateway.InternetGatewayId}.",
                    gateway.InternetGatewayId);
            }

            await InternetGateways.DetachAsync(lab, gateway.InternetGatewayId, vpcId);
        }

        await InternetGateways.RemoveAsync(lab, gateway.InternetGatewayId);
    }

    // The VPC after the reader of a bucket that somebody deleted, since only its plan tells that there was one.
    private async Task DeleteAsync(Vpc vpc)
    {
        if (there.Specification is { WithBucket: true } && there.HiddenBucket is null && !there.Resources.OfType<Bucket>().Any())
        {
            await BucketReader.DeleteAsync(lab, LabPlan.UniqueName(there.Name, lab.Session.AccountId, lab.Session.Region));
        }

        await Vpcs.RemoveAsync(lab, vpc.VpcId);
    }

    // The bucket last, since it is what the reader is found by.
    private async Task DeleteAsync(Bucket bucket)
    {
        await BucketReader.DeleteAsync(lab, bucket.BucketName);
        await Buckets.RemoveAsync(lab, bucket.BucketName, force: true);
    }
}
