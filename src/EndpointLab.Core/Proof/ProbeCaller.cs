using Amazon.Runtime;

namespace EndpointLab;

/// <summary>As whom a probe's requests are signed.</summary>
/// <param name="Principal">The ARN, or one of the words below.</param>
internal sealed record ProbeCaller(string Principal, AWSCredentials Credentials)
{
    /// <summary>The session's own identity.</summary>
    public const string Me = "me";

    /// <summary>Nobody: the requests are not signed.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>
    /// Gets a caller's keys where the instance would: a role's from its metadata, another role's from STS, a user's from a file on it.
    /// What isn't sent from an instance is the session's own.
    /// </summary>
    /// <param name="principal">The ARN of a role or user, or a word; null for the sender itself.</param>
    /// <returns>The caller, or what stopped it; neither where there is no vantage.</returns>
    /// <exception cref="LabException">There is no such principal.</exception>
    public static async Task<(ProbeCaller? Caller, ConnectAnswer? Stop)> FindAsync(
        LabOperation lab, Vantage vantage, Place sender, S3ClientSettings client, string? principal)
    {
        if (Is(principal, Anonymous))
        {
            return (new(Anonymous, new AnonymousAWSCredentials()), null);
        }

        var asked = principal is null || Is(principal, Me) ? null : IamEntity.OfArn(principal) ?? throw NoPrincipal(principal);
        if (asked is { Kind: IamEntityKind.User })
        {
            return (await vantage.GetCallerAsync(new(From: null, principal)), null);
        }

        ProbeCaller? own;
        try
        {
            own = Is(principal, Me) || sender.InstanceId is null
                ? new(Me, lab.Session.Credentials)
                : await vantage.GetCallerAsync(new(sender.Source, Principal: null));
        }
        catch (LabException error) when (error.ErrorId == ErrorId.MissingCredentials)
        {
            return (null, ConnectAnswer.Denied(error.Message));
        }

        return own is null || asked is null || own.IsSessionOf(principal!)
            ? (own, null)
            : await own.AssumeAsync(lab, vantage, client, principal!);
    }

    private async Task<(ProbeCaller? Caller, ConnectAnswer? Stop)> AssumeAsync(
        LabOperation lab, Vantage vantage, S3ClientSettings client, string roleArn)
    {
        var (host, region) = client.Sts;
        var way = await vantage.ConnectAsync(host, Probes.HttpsPort);
        if (way is not { Result: ProbeResult.Reachable })
        {
            return (null, way is null ? null : Unasked(way.StoppedBy));
        }

        try
        {
            using var sts = vantage.CreateSts(Credentials, host, region);
            var assumed = await lab.Call(
                "STS", () => sts.AssumeRoleAsync(new() { RoleArn = roleArn, RoleSessionName = "endpointlab" }, lab.Token), roleArn);
            var keys = assumed.Credentials;
            SessionAWSCredentials credentials = new(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken);
            return (new(assumed.AssumedRoleUser.Arn, credentials), null);
        }
        catch (LabException error) when (error.IsRefusal)
        {
            return (null, way with { Result = ProbeResult.Denied, StoppedBy = error.InnerException!.Message });
        }
        catch (LabException error) when (Probes.IsLost(error))
        {
            return (null, Unasked(Probes.LostTo(host)));
        }

        ConnectAnswer Unasked(string? why) =>
            way with { Result = ProbeResult.Blocked, StoppedBy = $"STS ({host}) can't be asked for {roleArn}: {why}" };
    }

    /// <summary>A session's ARN has the role's account and name, and no path.</summary>
    private bool IsSessionOf(string roleArn) =>
        Principal.Split(':', 6) is [_, _, "sts", _, var account, var resource]
        && account == roleArn.Split(':')[4]
        && resource.Split('/') is ["assumed-role", var name, ..]
        && name == IamEntity.NameIn(roleArn);

    public static LabException NoPrincipal(string principal) => new(
        ErrorId.InvalidArgument,
        $"'{principal}' is not a principal that can send a request.",
        $"Give the ARN of a role or user, {Me} for the session's own identity, or {Anonymous}.",
        principal);

    public static bool Is(string? principal, string word) => word.Equals(principal, StringComparison.OrdinalIgnoreCase);
}
