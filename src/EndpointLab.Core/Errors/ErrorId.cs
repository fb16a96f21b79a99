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
    public const string PortInUse = nameof(PortInUse);
    public const string SimulatorNotFound = nameof(SimulatorNotFound);
    public const string InvalidPolicy = nameof(InvalidPolicy);
    public const string FileExists = nameof(FileExists);
    public const string FileNotWritable = nameof(FileNotWritable);

    public const string SessionNotFound = nameof(SessionNotFound);
    public const string SessionClosed = nameof(SessionClosed);
    public const string SessionConflict = nameof(SessionConflict);
    public const string SessionExists = nameof(SessionExists);
    public const string MissingCredentials = nameof(MissingCredentials);
    public const string AccountNotAllowed = nameof(AccountNotAllowed);
    public const string NobodyToAsk = nameof(NobodyToAsk);
    public const string EndpointUnreachable = nameof(EndpointUnreachable);
    public const string AnswerLost = nameof(AnswerLost);

    public const string ResourceNotFound = nameof(ResourceNotFound);
    public const string WaitTimedOut = nameof(WaitTimedOut);
    public const string TerminalState = nameof(TerminalState);
    public const string EndpointRejected = nameof(EndpointRejected);
    public const string Disappeared = nameof(Disappeared);

    public const string NoMachine = nameof(NoMachine);
    public const string HostKeyUnknown = nameof(HostKeyUnknown);
    public const string HostKeyChanged = nameof(HostKeyChanged);
    public const string PrivateKeyUnusable = nameof(PrivateKeyUnusable);
    public const string LoginRefused = nameof(LoginRefused);
    public const string InstanceUnreachable = nameof(InstanceUnreachable);
    public const string CommandTimedOut = nameof(CommandTimedOut);
    public const string ClientNotFound = nameof(ClientNotFound);

    public const string WrongEndpointType = nameof(WrongEndpointType);
    public const string ZoneNotOffered = nameof(ZoneNotOffered);
    public const string UnsupportedAddressType = nameof(UnsupportedAddressType);
    public const string PrivateDnsUnavailable = nameof(PrivateDnsUnavailable);
    public const string PrivateDnsConflict = nameof(PrivateDnsConflict);
    public const string PolicyNotSupported = nameof(PolicyNotSupported);

    /// <summary>AWS's own code, which a check before the call gives as well.</summary>
    public const string DuplicateSubnetsInSameZone = nameof(DuplicateSubnetsInSameZone);

    public const string LabLeft = nameof(LabLeft);

    public const string NotAttached = nameof(NotAttached);
    public const string EndpointRoute = nameof(EndpointRoute);

    public const string VerdictUnknown = nameof(VerdictUnknown);
    public const string WouldBreakFlows = nameof(WouldBreakFlows);
}
