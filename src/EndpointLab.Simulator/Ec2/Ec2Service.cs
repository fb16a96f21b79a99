using System.Net;
using System.Security;
using System.Text;

namespace EndpointLab.Simulator.Ec2;

/// <summary>EC2's Query protocol: reads parameters, finds the action, writes its answer or its refusal.</summary>
internal sealed class Ec2Service(Cloud cloud) : IService
{
    private const string ContentType = "text/xml;charset=UTF-8";

    internal static readonly Dictionary<string, Ec2Action> Actions = new Dictionary<string, Ec2Action>[]
    {
        AccountAttributes.Actions,
        Addresses.Actions,
        BlockPublicAccessExclusions.Actions,
        BlockPublicAccessOptions.Actions,
        ConnectionNotifications.Actions,
        ConsoleOutput.Actions,
        DhcpOptionSets.Actions,
        EgressOnlyInternetGateways.Actions,
        EndpointConnections.Actions,
        EndpointServiceChanges.Actions,
        EndpointServiceConfigurations.Actions,
        EndpointServicePermissions.Actions,
        Images.Actions,
        InstanceAttributes.Actions,
        InstanceCredits.Actions,
        InstanceLaunch.Actions,
        InstanceProfileAssociations.Actions,
        InstanceTypes.Actions,
        Instances.Actions,
        InternetGateways.Actions,
        Ipv6Addresses.Actions,
        KeyPairs.Actions,
        ManagedPrefixLists.Actions,
        NatGateways.Actions,
        NetworkAclEntries.Actions,
        NetworkAcls.Actions,
        NetworkInterfaceAttachments.Actions,
        NetworkInterfaces.Actions,
        PrefixLists.Actions,
        RoutePropagation.Actions,
        RouteTables.Actions,
        Routes.Actions,
        SecurityGroupRuleChanges.Actions,
        SecurityGroupRules.Actions,
        SecurityGroups.Actions,
        SubnetCidrBlocks.Actions,
        Subnets.Actions,
        Tags.Actions,
        Volumes.Actions,
        VpcEndpointAssociations.Actions,
        VpcEndpoints.Actions,
        VpcEndpointServices.Actions,
        VpcCidrBlocks.Actions,
        VpcPeeringConnections.Actions,
        VpcPeeringOptions.Actions,
        Vpcs.Actions,
        VpnGateways.Actions,
        Zones.Actions,
    }.SelectMany(area => area).ToDictionary();

    public static IEnumerable<string> ActionNames => Actions.Keys;

    public (string? Action, IEnumerable<string> Arguments) Read(CloudRequest request)
    {
        try
        {
            var parameters = QueryParameters.Parse(request.Uri.Query, request.Body);
            return (parameters["Action"], parameters.Values);
        }
        catch (ServiceException)
        {
            return (null, []);
        }
    }

    public Func<CloudResponse> Prepare(CloudRequest request, Caller caller)
    {
        try
        {
            var parameters = QueryParameters.Parse(request.Uri.Query, request.Body);
            if (parameters["Action"] is "CreateKeyPair" && parameters["KeyType"] is not "ed25519")
                KeyMaterial.StockRsa();
            return () => Answer(request, parameters, caller);
        }
        catch (ServiceException refusal)
        {
            return () => Refuse(request, refusal);
        }
    }

    public ServiceException Name(Defect defect) => defect switch
    {
        Defect.TooLarge large => Ec2Errors.RequestTooLarge($"{large.Most} bytes"),
        Defect.IncompleteSignature incomplete => new("IncompleteSignature", incomplete.Reason),
        Defect.Untimely or Defect.ExpiredToken => new("RequestExpired", "Request has expired."),
        _ => ServiceException.AuthFailure(),
    };

    public CloudResponse Refuse(CloudRequest request, ServiceException refusal)
    {
        var requestId = Guid.NewGuid().ToString();
        return Reply(refusal.Status, requestId, ErrorBody(refusal, requestId));
    }

    private CloudResponse Answer(CloudRequest request, QueryParameters parameters, Caller caller)
    {
        try
        {
            var region = cloud.RegionOf(caller.AccountId ?? throw ServiceException.MissingAuthenticationToken(), caller.Region);
            var requestId = Guid.NewGuid().ToString();
            return Reply(HttpStatusCode.OK, requestId, Run(parameters, region, requestId));
        }
        catch (ServiceException refusal)
        {
            return Refuse(request, refusal);
        }
    }

    private static byte[] Run(QueryParameters parameters, RegionState region, string requestId)
    {
        var name = parameters["Action"] ?? throw Ec2Errors.MissingAction();
        var action = Actions.GetValueOrDefault(name) ?? throw Ec2Errors.InvalidAction(name);
        using Ec2Answer answer = new(name, requestId, region);
        return new Ec2Call(name, parameters, region, answer).Run(action);
    }

    private static CloudResponse Reply(HttpStatusCode status, string requestId, byte[] body) =>
        new(status, ContentType, body) { Headers = { ["x-amzn-requestid"] = requestId } };

    private static byte[] ErrorBody(ServiceException refusal, string requestId) => Encoding.UTF8.GetBytes(
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Response><Errors><Error><Code>{refusal.Code}</Code><Message>{SecurityElement.Escape(refusal.Message)}</Message></Error></Errors>
        <RequestID>{requestId}</RequestID></Response>
        """);
}
