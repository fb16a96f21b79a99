namespace EndpointLab.Simulator.Wire;

/// <summary>One AWS service: it reads its own protocol and writes its own kind of errors.</summary>
internal interface IService
{
    /// <summary>Does what takes long and concerns no state, and gives what answers the request once its turn has come.</summary>
    Func<CloudResponse> Prepare(CloudRequest request, Caller caller);

    /// <summary>What a request asks for, as far as it can be read: its action, and what it says in its parameters.</summary>
    (string? Action, IEnumerable<string> Arguments) Read(CloudRequest request);

    /// <summary>What the service calls a defect.</summary>
    ServiceException Name(Defect defect);

    /// <summary>A refusal in the form of the service's protocol.</summary>
    CloudResponse Refuse(CloudRequest request, ServiceException refusal);
}
