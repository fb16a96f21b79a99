namespace EndpointLab.Simulator.Wire;

/// <summary>One AWS service: it reads its own protocol and writes its own kind of errors.</summary>
internal interface IService
{
    CloudResponse Answer(CloudRequest request, Caller caller);
}
