namespace EndpointLab.Simulator.Administration;

/// <summary>One rule of a fault plan, as it is asked for.</summary>
/// <param name="Fault">What befalls the call.</param>
/// <param name="Action">The actions it befalls, such as ec2:CreateVpcEndpoint, s3:Get* or Describe*; null for all.</param>
/// <param name="Count">How often; null for no end.</param>
/// <param name="Probability">How likely each time; null for always.</param>
/// <param name="Seed">What makes chance repeatable.</param>
/// <param name="After">How many calls of these actions it lets pass first.</param>
/// <param name="Duration">How long a delay lasts.</param>
/// <param name="Id">The resource that isn't found; null for any that was created since the rule is in force.</param>
/// <param name="Code">Why an endpoint fails, as a code.</param>
/// <param name="Message">Why an endpoint fails, in words.</param>
internal record FaultSpecification(
    FaultKind? Fault,
    string? Action,
    int? Count,
    double? Probability,
    int? Seed,
    int? After,
    TimeSpan? Duration,
    string? Id,
    string? Code,
    string? Message);
