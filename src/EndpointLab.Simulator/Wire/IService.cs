namespace EndpointLab.Simulator.Wire;

/// <summary>One AWS service: it reads its own protocol and writes its own kind of errors.</summary>
internal interface IService
{
    /// <summary>Does what takes long and concerns no state, before the request's turn comes.</summary>
    void Prepare(CloudRequest request)
    {
    }

    CloudResponse Answer(CloudRequest request, Caller caller);
}
