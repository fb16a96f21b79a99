using System.Net;
using System.Security;
using System.Text;
using EndpointLab.Simulator.Ec2;

namespace EndpointLab.Simulator.Sts;

/// <summary>STS's Query protocol, and the one action of it that says who one is.</summary>
internal sealed class StsService : IService
{
    private const string GetCallerIdentity = nameof(GetCallerIdentity);

    public static IEnumerable<string> ActionNames => [GetCallerIdentity];

    public (string? Action, IEnumerable<string> Arguments) Read(CloudRequest request)
    {
        try
        {
            return (Ec2Parameters.Parse(request.Uri.Query, request.Body)["Action"], []);
        }
        catch (ServiceException)
        {
            return (null, []);
        }
    }

    public Func<CloudResponse> Prepare(CloudRequest request, Caller caller) => () => Answer(request, caller);

    public ServiceException Name(Defect defect) => defect switch
    {
        Defect.TooLarge large => Ec2Errors.RequestTooLarge($"{large.Most} bytes"),
        Defect.IncompleteSignature incomplete => new("IncompleteSignature", incomplete.Reason),
        Defect.UnknownKey => new(
            "InvalidClientTokenId", "The security token included in the request is invalid.", HttpStatusCode.Forbidden),
        _ => new("SignatureDoesNotMatch", defect.Mismatch(), HttpStatusCode.Forbidden),
    };

    public CloudResponse Refuse(CloudRequest request, ServiceException refusal)
    {
        var requestId = Guid.NewGuid().ToString();
        return Reply(refusal.Status, requestId, Error(refusal, requestId));
    }

    private CloudResponse Answer(CloudRequest request, Caller caller)
    {
        try
        {
            Check(caller);
            var parameters = Ec2Parameters.Parse(request.Uri.Query, request.Body);
            var requestId = Guid.NewGuid().ToString();
            return parameters["Action"] == GetCallerIdentity
                ? Reply(HttpStatusCode.OK, requestId, CallerIdentity(caller, requestId))
                : throw new ServiceException(
                    "InvalidAction", $"Could not find operation {parameters["Action"]} for version {parameters["Version"]}");
        }
        catch (ServiceException refusal)
        {
            return Refuse(request, refusal);
        }
    }

    private static void Check(Caller caller)
    {
        if (caller.AccountId is null)
            throw ServiceException.MissingAuthenticationToken();
        if (Region.Find(caller.Region) is null)
            throw new ServiceException("SignatureDoesNotMatch", Region.NotValid, HttpStatusCode.Forbidden);
    }

    private static CloudResponse Reply(HttpStatusCode status, string requestId, string body) =>
        new(status, "text/xml", Encoding.UTF8.GetBytes(body)) { Headers = { ["x-amzn-RequestId"] = requestId } };

    private static string CallerIdentity(Caller caller, string requestId) =>
        $"""
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult>
            <Arn>{caller.Arn}</Arn>
            <UserId>AIDAENDPOINTLABADMIN1</UserId>
            <Account>{caller.AccountId}</Account>
          </GetCallerIdentityResult>
          <ResponseMetadata><RequestId>{requestId}</RequestId></ResponseMetadata>
        </GetCallerIdentityResponse>
        """;

    private static string Error(ServiceException refusal, string requestId)
    {
        var type = refusal.Status < HttpStatusCode.InternalServerError ? "Sender" : "Receiver";
        return $"""
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <Error><Type>{type}</Type><Code>{refusal.Code}</Code><Message>{SecurityElement.Escape(refusal.Message)}</Message></Error>
              <RequestId>{requestId}</RequestId>
            </ErrorResponse>
            """;
    }
}
