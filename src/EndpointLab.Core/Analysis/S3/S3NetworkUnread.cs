namespace EndpointLab.Analysis;

/// <summary>What is said of the way to S3 where not all could be read.</summary>
internal sealed partial class S3Network
{
    /// <summary>Nobody tells which addresses S3 has: only whether there is an endpoint, and a route to it, can be judged.</summary>
    private S3Way WithoutAddresses(EndpointModel? endpoint, EndpointModel? elsewhere)
    {
        CreateGatewayEndpoint fix = new(origin.Interface!.VpcId, ServiceName, findings.TableId);
        var internet = AddressSet.Of(IpAddress.Parse(Place.InternetHost));
        var mayLeave = paths.Judge(new(origin, internet, Probes.HttpsPort)) is not Verdict.Blocked;
        return new()
        {
            Path = [],
            Findings = mayLeave || endpoint is null && !model.Has(ModelPart.Endpoints) ? []
                : endpoint is null ? [elsewhere is null ? findings.NoEndpoint(fix) : findings.AnotherVpc(elsewhere, fix)]
                : endpoint.IsGateway && !endpoint.RouteTableIds.Contains(findings.TableId) ? [findings.NoRoute(endpoint)]
                : [],
            Endpoint = endpoint,
            ConditionKeys = endpoint is null ? [] : findings.ConditionKeysOver(endpoint, isIpv6: false),
            Unread =
            [
                model.Unread.GetValueOrDefault(ModelPart.PrefixLists) ?? new(
                    "ec2:DescribePrefixLists",
                    ServiceName,
                    "NoBlocks",
                    "It is not known what addresses S3 has, and so what groups, ACLs and routes do."),
            ],
            IsUnknown = true,
        };
    }

    /// <summary>
    /// What would tell the way could not be read. Only what stops it on the way to an endpoint that a route tells of is certain.
    /// </summary>
    private S3Way Unknown(Attempt today)
    {
        var isOver = today.Path.Via is { } via && ResourceKind.Endpoint.IsId(via);
        var way = Way(today, endpoint: null);
        return way with
        {
            Findings = [.. isOver ? way.Findings : today.Names.Findings],
            ConditionKeys = [],
            UnknownKeys = S3Findings.KeysOfWay,
            IsUnknown = true,
        };
    }
}
