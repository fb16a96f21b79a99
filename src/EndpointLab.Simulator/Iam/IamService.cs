using System.Net;

namespace EndpointLab.Simulator.Iam;

/// <summary>IAM's Query protocol. It is one service for all Regions, and signed for in us-east-1.</summary>
internal sealed class IamService(Cloud cloud) : QueryService<IamCall>("https://iam.amazonaws.com/doc/2010-05-08/", Actions)
{
    private static readonly Dictionary<string, Action<IamCall>> Actions = new Dictionary<string, Action<IamCall>>[]
    {
        Attachments.Actions,
        Boundaries.Actions,
        InlinePolicies.Actions,
        InstanceProfiles.Actions,
        ManagedPolicies.Actions,
        PolicyVersions.Actions,
        Roles.Actions,
        Tagging.Actions,
        Users.Actions,
    }.SelectMany(area => area).ToDictionary();

    public static IEnumerable<string> ActionNames => Actions.Keys;

    protected override CloudResponse Answer(CloudRequest request, Caller caller) =>
        Run(request, caller, (parameters, answer) => caller.Region is "us-east-1"
            ? new(cloud, caller, parameters, answer)
            : throw new ServiceException(
                "SignatureDoesNotMatch",
                $"Credential should be scoped to a valid region, not '{caller.Region}'. ",
                HttpStatusCode.Forbidden));
}
