namespace EndpointLab.Analysis;

/// <summary>Goes the way of one request through a model, and judges each check as if the others passed.</summary>
internal sealed partial class PathWalk
{
    private readonly NetworkIndex index;
    private readonly PathQuery query;
    private readonly PathNotes notes;
    private readonly SecurityGroupCheck groups;
    private readonly NetworkAclCheck acls;
    private readonly EndpointRouteCheck endpointRoutes;
    private readonly ReturnRouteCheck returns;
    private readonly InternetAccessCheck access;
    private readonly RouteRepairs repairs;

    /// <param name="isTold">Whether anybody will ask for more than the verdict.</param>
    public PathWalk(NetworkIndex index, PathQuery query, bool isTold)
    {
        (this.index, this.query, notes) = (index, query, new(index, query, isTold));
        groups = new(index, query, notes);
        acls = new(index, query, notes);
        endpointRoutes = new(index, notes);
        returns = new(index, notes);
        access = new(index, notes);
        repairs = new(index);
    }

    /// <returns>What was found on the way.</returns>
    public PathNotes Go()
    {
        if (query.To.IsEmpty)
        {
            notes.Doubt(ModelPart.PrefixLists);
        }
        else if (query.From.Interface is { } from)
        {
            Depart(from);
        }
        else if (query.From.Address is { } address)
        {
            notes.Show(PathLayer.Interface, $"{address}", null, () => $"{address} on the internet");
            if (address.IsIpv6 == query.To.IsIpv6)
            {
                EnterFromInternet(new(address, FlowRegion.ClientsLeg, query.To));
            }
            else
            {
                StopForFamily($"{address}");
            }
        }

        return notes;
    }

    private void Depart(InterfaceModel from)
    {
        if (from.AddressOf(query.To.IsIpv6) is not { } source)
        {
            notes.Show(PathLayer.Interface, from.Id, null, () => from.Label, false);
            StopForFamily(from.Id);
            return;
        }

        Leg leg = new(source, FlowRegion.ClientsLeg, query.To) { Sender = from };
        if (query.From.IsSupposed)
        {
            notes.Assume($"An instance in {from.SubnetId} would have the address {source}, and security groups that let it send.");
        }
        else
        {
            JudgeRunning(from, leg, isSource: true);
        }

        notes.Show(PathLayer.Interface, from.Id, null, () => $"{from.Label} {source}");
        if (AmazonAddresses.IsServedToAll(index.Vpc(from.VpcId), query.To))
        {
            notes.Through(RouteModel.LocalTarget, leg);
            notes.Show(
                PathLayer.Interface, $"{query.To}", null, () => $"{query.To}, Amazon's own service to every instance, is never filtered");
        }
        else if (index.Subnet(from.SubnetId) is not { } subnet)
        {
            notes.Doubt(ModelPart.Subnets);
        }
        else
        {
            if (!query.From.IsSupposed)
            {
                groups.JudgeEgress(from, subnet, leg);
            }

            Leave(subnet, leg);
        }
    }

    /// <summary>Into a subnet, and the replies out of it.</summary>
    /// <param name="from">The subnet from which the packets come; null where that is a gateway.</param>
    private void EnterSubnet(SubnetModel subnet, SubnetModel? from, Leg leg)
    {
        if (subnet.Id != from?.Id)
        {
            acls.Judge(subnet, leg, isEgress: false, isReply: false);
            acls.Judge(subnet, leg, isEgress: true, isReply: true);
        }

        if (!subnet.Contains(leg.Source))
        {
            returns.Judge(subnet, leg);
        }
    }

    private void StopForFamily(string resourceId)
    {
        var family = query.To.IsIpv6 ? "IPv6" : "IPv4";
        notes.Add(new(Cause.AddressFamily, PathLayer.Interface, resourceId, null, [PathNotes.All(query.To.Ranges)], () => new(
            $"{resourceId} has no {family} address, and {query.To} is reached by {family} only.",
            AwsPages.AddressesOfVpcs,
            $"Give it an {family} address, or use a name with addresses of the other family.")));
    }
}
