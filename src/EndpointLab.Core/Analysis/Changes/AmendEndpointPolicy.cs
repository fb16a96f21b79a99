namespace EndpointLab;

/// <summary>A statement of an endpoint's policy.</summary>
public sealed record AmendEndpointPolicy(string VpcEndpointId, PolicyEdit Edit) : PolicyChange(Edit)
{
    public override string Target => VpcEndpointId;

    public override string ToString() => Edit.Describe($"the policy of {VpcEndpointId}");

    internal override async Task ApplyAsync(LabOperation lab)
    {
        var policy = await EndpointPolicies.GetAsync(lab, VpcEndpointId);
        await EndpointPolicies.SetAsync(lab, VpcEndpointId, Edit.Apply(policy.PolicyDocument));
    }
}
