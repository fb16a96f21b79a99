namespace EndpointLab.Simulator.Ec2;

/// <summary>Who may connect to an endpoint service.</summary>
internal static class EndpointServicePermissions
{
    public static readonly Dictionary<string, Ec2Action> Actions = new()
    {
        ["DescribeVpcEndpointServicePermissions"] = Describe,
        ["ModifyVpcEndpointServicePermissions"] = Modify,
    };

    private static readonly FilterTable<AllowedPrincipal> Filters = new()
    {
        { "principal", principal => principal.Arn },
        { "principal-type", principal => principal.Type },
    };

    private static void Modify(Ec2Call call)
    {
        var parameters = call.Parameters;
        var configuration = EndpointServiceRules.Existing(call.Region, parameters.Required("ServiceId"));
        var added = Principals(parameters.List("AddAllowedPrincipals"))
            .ExceptBy(configuration.AllowedPrincipals.Select(principal => principal.Arn), principal => principal.Arn).ToList();
        var removed = Principals(parameters.List("RemoveAllowedPrincipals")).Select(principal => principal.Arn).ToList();
        if (parameters["AddAllowedPrincipals.1"] is null && removed.Count == 0)
            throw Ec2Errors.MissingParameter("AddAllowedPrincipals");
        call.Proceed();
        configuration.AllowedPrincipals.RemoveAll(principal => removed.Contains(principal.Arn));
        configuration.AllowedPrincipals.AddRange(added);
        call.Answer.List("addedPrincipalSet", added, (xml, principal) => Write(xml, principal, configuration.Id));
        call.Answer.Success();
    }

    private static void Describe(Ec2Call call)
    {
        var configuration = EndpointServiceRules.Existing(call.Region, call.Parameters.Required("ServiceId"));
        call.List(configuration.AllowedPrincipals, Filters, principal => principal.Arn, "allowedPrincipals", (xml, principal) =>
        {
            Write(xml, principal, configuration.Id);
            xml.TextList("tagSet", []);
        });
    }

    private static List<AllowedPrincipal> Principals(IReadOnlyList<string> arns) =>
    [
        .. arns.Distinct().Select(arn => new AllowedPrincipal(
            ResourceId.New("vpce-svc-perm"), arn, AllowedPrincipal.TypeOf(arn) ?? throw Ec2Errors.InvalidPrincipal(arn))),
    ];

    private static void Write(Ec2Answer xml, AllowedPrincipal principal, string serviceId)
    {
        xml.Text("principalType", principal.Type);
        xml.Text("principal", principal.Arn);
        xml.Text("servicePermissionId", principal.Id);
        xml.Text("serviceId", serviceId);
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException InvalidPrincipal(string arn) => new("InvalidPrincipal", $"Invalid Principal: '{arn}'");
}
