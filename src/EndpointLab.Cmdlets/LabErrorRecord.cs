using System.Management.Automation;

namespace EndpointLab.Cmdlets;

/// <summary>Shows Core's errors the way PowerShell does: id, category, target, and the next step as recommended action.</summary>
internal static class LabErrorRecord
{
    public static ErrorRecord From(LabException error)
    {
        var about = error.AwsErrorCode is null ? "" : $" ({error.AwsErrorCode}, request {error.RequestId})";
        return new ErrorRecord(error, error.ErrorId, Category(error.ErrorId), error.Target)
        {
            ErrorDetails = new ErrorDetails(error.Message + about) { RecommendedAction = error.NextStep },
        };
    }

    private static ErrorCategory Category(string errorId) => errorId switch
    {
        ErrorId.MalformedId or ErrorId.WrongResource or ErrorId.InvalidCidrBlock or ErrorId.InvalidDuration or ErrorId.InvalidArgument
            or ErrorId.InvalidPolicy
            or ErrorId.UnknownRegion or ErrorId.UnknownService or ErrorId.UnknownState
            or ErrorId.WrongEndpointType or ErrorId.ZoneNotOffered or ErrorId.DuplicateSubnetsInSameZone or ErrorId.UnsupportedAddressType
            or ErrorId.PolicyNotSupported => ErrorCategory.InvalidArgument,
        ErrorId.SessionNotFound or ErrorId.SimulatorNotFound or ErrorId.ResourceNotFound or ErrorId.Disappeared or ErrorId.ClientNotFound =>
            ErrorCategory.ObjectNotFound,
        ErrorId.SessionClosed or ErrorId.SessionConflict or ErrorId.TerminalState or ErrorId.EndpointRejected
            or ErrorId.NoMachine or ErrorId.NotAttached or ErrorId.EndpointRoute or ErrorId.PrivateDnsUnavailable =>
                ErrorCategory.InvalidOperation,
        ErrorId.MissingCredentials or ErrorId.NobodyToAsk or ErrorId.LoginRefused or ErrorId.PrivateKeyUnusable or "AuthFailure"
            or "InvalidClientTokenId" or "ExpiredToken" => ErrorCategory.AuthenticationError,
        ErrorId.AccountNotAllowed or "UnauthorizedOperation" or "AccessDenied" => ErrorCategory.PermissionDenied,
        ErrorId.HostKeyChanged or ErrorId.HostKeyUnknown => ErrorCategory.SecurityError,
        ErrorId.EndpointUnreachable or ErrorId.InstanceUnreachable or ErrorId.AnswerLost => ErrorCategory.ConnectionError,
        ErrorId.PortInUse => ErrorCategory.ResourceUnavailable,
        ErrorId.FileExists or ErrorId.PrivateDnsConflict => ErrorCategory.ResourceExists,
        ErrorId.FileNotWritable => ErrorCategory.WriteError,
        ErrorId.WaitTimedOut or ErrorId.CommandTimedOut => ErrorCategory.OperationTimeout,
        "DependencyViolation" or "ExistingVpcEndpointConnections" => ErrorCategory.ResourceBusy,
        "InvalidConnectionNotification" => ErrorCategory.ObjectNotFound,
        _ when errorId.EndsWith(".NotFound", StringComparison.Ordinal) => ErrorCategory.ObjectNotFound,
        _ when errorId.Contains("AlreadyExists", StringComparison.Ordinal) || errorId.EndsWith(".Duplicate", StringComparison.Ordinal) =>
            ErrorCategory.ResourceExists,
        _ => ErrorCategory.NotSpecified,
    };
}
