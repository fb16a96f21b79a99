namespace EndpointLab.Simulator.Route53;

/// <summary>Route 53's REST protocol, as far as private hosted zones need it.</summary>
internal sealed class Route53Service(Cloud cloud) : IService
{
    public static IEnumerable<string> ActionNames => Route53Operation.Names;

    public (string? Action, IEnumerable<string> Arguments) Read(CloudRequest request) =>
        (Route53Operation.Of(request)?.Operation.Name, []);

    public Func<CloudResponse> Prepare(CloudRequest request, Caller caller) => () => Answer(request, caller);

    public ServiceException Name(Defect defect) => defect.CommonError();

    public CloudResponse Refuse(CloudRequest request, ServiceException refusal) => Route53Answer.Error(refusal);

    private CloudResponse Answer(CloudRequest request, Caller caller)
    {
        try
        {
            var account = caller.AccountId ?? throw ServiceException.MissingAuthenticationToken();
            var (operation, arguments) = Route53Operation.Of(request) ?? throw Route53Errors.NoSuchOperation();
            return operation.Run(new(cloud, account, request, arguments));
        }
        catch (ServiceException refusal)
        {
            return Refuse(request, refusal);
        }
    }
}
