namespace EndpointLab.Simulator.State;

/// <summary>The network that AWS gives each account in each Region.</summary>
internal static class DefaultVpc
{
    public static void AddTo(RegionState region)
    {
        var vpc = region.AddVpc(new(ResourceId.New("vpc"))
        {
            DhcpOptions = region.DefaultDhcpOptions,
            State = region.Begin("available"),
            IsDefault = true,
            EnableDnsHostnames = true,
        }, Cidr.Parse("172.31.0.0/16"));
        var first = vpc.CidrBlock.First;
        foreach (var zone in region.Region.Zones)
        {
            var block = new Cidr(first, 20);
            region.AddSubnet(new(ResourceId.New("subnet"))
            {
                Vpc = vpc,
                CidrBlock = block,
                Zone = zone,
                State = region.Begin("available"),
                DefaultForAz = true,
                MapPublicIpOnLaunch = true,
            });
            first = block.Last + 1;
        }
        var gateway = region.InternetGateways.Add(new InternetGateway(ResourceId.New("igw")) { Vpc = vpc });
        region.RouteTables.Single(table => table.IsMain).Routes.Add(new("0.0.0.0/0", gateway.Id));
    }
}
