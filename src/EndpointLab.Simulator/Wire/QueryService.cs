using System.Net;
using System.Security;
using System.Text;

namespace EndpointLab.Simulator.Wire;

/// <summary>AWS's Query protocol as all services but EC2 speak it: parameters in a form, an answer or an error in XML.</summary>
/// <param name="xmlns">The namespace of the service's answers.</param>
/// <param name="actions">What answers each action, by its name.</param>
/// <typeparam name="T">What an action gets to know.</typeparam>
internal abstract class QueryService<T>(string xmlns, IReadOnlyDictionary<string, Action<T>> actions) : IService
{
    public (string? Action, IEnumerable<string> Arguments) Read(CloudRequest request)
    {
        try
        {
            return (QueryParameters.Parse(request.Uri.Query, request.Body)["Action"], []);
        }
        catch (ServiceException)
        {
            return (null, []);
        }
    }

    public Func<CloudResponse> Prepare(CloudRequest request, Caller caller) => () => Answer(request, caller);

    public ServiceException Name(Defect defect) => defect.CommonError();

    public CloudResponse Refuse(CloudRequest request, ServiceException refusal)
    {
        var requestId = Guid.NewGuid().ToString();
        return Reply(refusal.Status, requestId, Encoding.UTF8.GetBytes(Error(refusal, requestId)));
    }

    protected abstract CloudResponse Answer(CloudRequest request, Caller caller);

    /// <summary>Runs the action that a request asks for.</summary>
    /// <param name="call">Makes of its parameters, and of where it writes its result, what the action gets to know.</param>
    protected CloudResponse Run(CloudRequest request, Caller caller, Func<QueryParameters, QueryAnswer, T> call)
    {
        try
        {
            if (caller.AccountId is null)
                throw ServiceException.MissingAuthenticationToken();
            if (Region.Find(caller.Region) is null)
                throw new ServiceException("SignatureDoesNotMatch", Region.NotValid, HttpStatusCode.Forbidden);
            var parameters = QueryParameters.Parse(request.Uri.Query, request.Body);
            var name = parameters["Action"] ?? "";
            var action = actions.GetValueOrDefault(name)
                ?? throw new ServiceException("InvalidAction", $"Could not find operation {name} for version {parameters["Version"]}");
            var requestId = Guid.NewGuid().ToString();
            using QueryAnswer answer = new(name, xmlns, requestId);
            action(call(parameters, answer));
            return Reply(HttpStatusCode.OK, requestId, answer.End());
        }
        catch (ServiceException refusal)
        {
            return Refuse(request, refusal);
        }
    }

    private static CloudResponse Reply(HttpStatusCode status, string requestId, byte[] body) =>
        new(status, "text/xml", body) { Headers = { ["x-amzn-RequestId"] = requestId } };

    private string Error(ServiceException refusal, string requestId)
    {
        var type = refusal.Status < HttpStatusCode.InternalServerError ? "Sender" : "Receiver";
        return $"""
            <ErrorResponse xmlns="{xmlns}">
              <Error><Type>{type}</Type><Code>{refusal.Code}</Code><Message>{SecurityElement.Escape(refusal.Message)}</Message></Error>
              <RequestId>{requestId}</RequestId>
            </ErrorResponse>
            """;
    }
}
