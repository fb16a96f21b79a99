using EndpointLab.Simulator.DataPlane;
using EndpointLab.Simulator.Iam;

namespace EndpointLab.Simulator.Sts;

/// <summary>STS's Query protocol: who one is, and becoming another. Like S3 it is reached through the network.</summary>
internal sealed class StsService(Cloud cloud, Vantage vantage)
    : QueryService<StsCall>("https://sts.amazonaws.com/doc/2011-06-15/", Actions)
{
    private static readonly Dictionary<string, Action<StsCall>> Actions = new()
    {
        ["AssumeRole"] = RoleAssumption.Assume,
        ["GetCallerIdentity"] = GetCallerIdentity,
    };

    public static IEnumerable<string> ActionNames => Actions.Keys;

    protected override CloudResponse Answer(CloudRequest request, Caller caller)
    {
        try
        {
            var path = vantage.PathOf(request, caller);
            if (path is { StoppedBy: not null })
                return CloudResponse.Dropped;
            AccessCheck access = new(cloud, request, caller, RequestSource.Of(path));
            return Vantage.Tell(path, Run(request, caller, (parameters, answer) => new(cloud, caller, parameters, answer, access)));
        }
        catch (ServiceException refusal)
        {
            return Refuse(request, refusal);
        }
    }

    private static void GetCallerIdentity(StsCall call)
    {
        call.Answer.Text("Arn", call.Caller.Arn);
        call.Answer.Text("UserId", call.Caller.UserId);
        call.Answer.Text("Account", call.Caller.AccountId);
    }
}
