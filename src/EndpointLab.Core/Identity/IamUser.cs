namespace EndpointLab;

/// <param name="BoundaryArn">The policy that is the user's permissions boundary; null without one.</param>
internal sealed record IamUser(string UserName, string Arn, string? BoundaryArn)
{
    public IamEntity Entity => new(IamEntityKind.User, UserName);
}
