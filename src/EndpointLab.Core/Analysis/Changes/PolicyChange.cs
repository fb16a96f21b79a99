namespace EndpointLab;

/// <summary>A change of one statement of a policy.</summary>
public abstract record PolicyChange(PolicyEdit Edit) : Change
{
    // What S3, IAM and KMS answer to a policy that they can't take.
    private static readonly string[] Malformed = ["MalformedPolicy", "MalformedPolicyDocument", "MalformedPolicyDocumentException"];

    /// <summary>Whether both are about the same document.</summary>
    internal bool IsOfSamePolicy(PolicyChange other) => this with { Edit = other.Edit } == other;

    /// <summary>
    /// Writes a policy, again for as long as a role that was just made may be unknown to those who check principals: IAM is eventually
    /// consistent ("Troubleshoot IAM" in the IAM User Guide).
    /// </summary>
    private protected static Task<T> WriteAsync<T>(LabOperation lab, Func<Task<T>> write) => lab.JustCreated(
        write,
        error => Malformed.Contains(error.AwsErrorCode) && error.Message.Contains("invalid principal", StringComparison.OrdinalIgnoreCase),
        lab.Session.ProfileGrace);
}
