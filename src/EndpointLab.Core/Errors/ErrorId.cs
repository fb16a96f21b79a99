namespace EndpointLab;

/// <summary>
/// The stable first part of every <c>FullyQualifiedErrorId</c>. An error that AWS answered has AWS's own code instead,
/// such as <c>DependencyViolation</c>.
/// </summary>
public static class ErrorId
{
    public const string MalformedId = nameof(MalformedId);
    public const string WrongResource = nameof(WrongResource);
    public const string InvalidCidrBlock = nameof(InvalidCidrBlock);
    public const string UnknownRegion = nameof(UnknownRegion);
    public const string UnknownService = nameof(UnknownService);
    public const string UnknownState = nameof(UnknownState);
    public const string InvalidDuration = nameof(InvalidDuration);
    public const string InvalidArgument = nameof(InvalidArgument);
