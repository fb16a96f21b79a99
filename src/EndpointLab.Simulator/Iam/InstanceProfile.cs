namespace EndpointLab.Simulator.Iam;

/// <summary>What gives a role to an instance.</summary>
internal sealed class InstanceProfile(string accountId, string name, string path) : IamEntity(accountId, name, path)
{
    /// <summary>At most one.</summary>
    public Role? Role { get; set; }

    protected override string Type => "instance-profile";
}
