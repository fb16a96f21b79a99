namespace EndpointLab;

/// <summary>What of IAM can have policies of its own. The names are the ones in IAM's actions.</summary>
internal enum IamEntityKind
{
    Role,
    User,
    Group,
}
