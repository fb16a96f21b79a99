namespace EndpointLab.Labs;

/// <summary>Whether a Region offers what a lab is to have, asked before anything is made.</summary>
internal static class LabOffer
{
    /// <summary>They are offered everywhere, so a lab with no other services is not kept waiting for a list of all.</summary>
    private static readonly string[] Everywhere = ["s3", "dynamodb"];

    /// <exception cref="LabException">The Region has too few zones, no such service, or none for such endpoints.</exception>
    public static Task RequireAsync(LabOperation lab, LabSpecification wanted) =>
        Task.WhenAll(RequireZonesAsync(lab, wanted), RequireServicesAsync(lab, wanted));

    private static async Task RequireZonesAsync(LabOperation lab, LabSpecification wanted)
    {
        if (wanted.AvailabilityZoneCount > 1
            && (await AvailabilityZones.NamesAsync(lab)).Count is var count && count < wanted.AvailabilityZoneCount)
        {
            throw new LabException(
                ErrorId.InvalidArgument,
                $"{lab.Session.Region} has {count} Availability Zone{(count == 1 ? "" : "s")}, not {wanted.AvailabilityZoneCount}.",
                $"Give -AvailabilityZoneCount {count} at most.",
                wanted.Name);
        }
    }

    private static async Task RequireServicesAsync(LabOperation lab, LabSpecification wanted)
    {
        (string Name, string Type)[] services =
        [
            .. wanted.GatewayServices.Except(Everywhere).Select(name => (name, "Gateway")),
            .. wanted.InterfaceServices.Select(name => (name, "Interface")),
        ];
        if (services.Length == 0)
        {
            return;
        }

        var offers = await ServiceDetails.GetAsync(lab, type: null);
        foreach (var (name, type) in services)
        {
            if (!offers.Any(offer => offer.ServiceType == type && ServiceName.Is(offer.ServiceName, name, lab.Session.Region)))
            {
                // It says what is wrong, unless the service is another account's, which a list need not show.
                (await ServiceDetails.OffersAsync(lab, name)).Require(
                    type, name, other => other is "GatewayLoadBalancer" ? "Add-GatewayLoadBalancerEndpoint" : $"-{other}Service");
            }
        }
    }
}
