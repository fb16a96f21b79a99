using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;
using EndpointLab.Simulator;

namespace EndpointLab.Cmdlets.Sessions;

[Cmdlet(VerbsCommunications.Connect, "LabSession", DefaultParameterSetName = SimulatedSet)]
[OutputType(typeof(LabSession))]
public sealed class ConnectLabSession : PSCmdlet, IDisposable
{
    private const string SimulatedSet = "Simulated";
    private const string CloudSet = "Cloud";
    private const string EndpointUrlSet = "EndpointUrl";
    private const string AwsSet = "Aws";

    private readonly CancellationTokenSource stop = new();

    [Parameter(Mandatory = true, ParameterSetName = AwsSet)]
    public SwitchParameter Aws { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = EndpointUrlSet)]
    [Parameter(ParameterSetName = AwsSet)]
    public Uri? EndpointUrl { get; set; }

    [Parameter]
    public string? Name { get; set; }

    [Parameter]
    [Alias("RegionToCall")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    [Parameter(ParameterSetName = SimulatedSet)]
    [Parameter(ParameterSetName = CloudSet)]
    [Parameter(ParameterSetName = EndpointUrlSet)]
    [ValidatePattern("^[0-9]{12}$")]
    public string? AccountId { get; set; }

    [Parameter(ParameterSetName = EndpointUrlSet)]
    [Parameter(ParameterSetName = AwsSet)]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ValidateNotNullOrEmpty]
    public string? ProfileName { get; set; }

    [Parameter(ParameterSetName = EndpointUrlSet)]
    [Parameter(ParameterSetName = AwsSet)]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    [ValidateNotNullOrEmpty]
    public string? ProfileLocation { get; set; }

    [Parameter(ParameterSetName = EndpointUrlSet)]
    [Parameter(ParameterSetName = AwsSet)]
    [Alias("AK")]
    [ValidateNotNullOrEmpty]
    public string? AccessKey { get; set; }

    [Parameter(ParameterSetName = EndpointUrlSet)]
    [Parameter(ParameterSetName = AwsSet)]
    [Alias("SK", "SecretAccessKey")]
    [ValidateNotNull]
    public SecretText? SecretKey { get; set; }

    [Parameter(ParameterSetName = EndpointUrlSet)]
    [Parameter(ParameterSetName = AwsSet)]
    [Alias("ST")]
    public SecretText? SessionToken { get; set; }

    [Parameter(ParameterSetName = EndpointUrlSet)]
    [Parameter(ParameterSetName = AwsSet)]
    [ValidateNotNull]
    public CredentialArgument? Credential { get; set; }

    [Parameter(ParameterSetName = EndpointUrlSet)]
    [Parameter(ParameterSetName = AwsSet)]
    [ValidateNotNullOrEmpty]
    public string? RoleArn { get; set; }

    [Parameter(ParameterSetName = EndpointUrlSet)]
    [Parameter(ParameterSetName = AwsSet)]
    [ValidatePattern(@"^[\w+=,.@-]{2,64}$")]
    public string RoleSessionName { get; set; } = "EndpointLab";

    [Parameter(ParameterSetName = EndpointUrlSet)]
    [Parameter(ParameterSetName = AwsSet)]
    [ValidateNotNullOrEmpty]
    public string? ExternalId { get; set; }

    [Parameter(ParameterSetName = EndpointUrlSet)]
    [Parameter(ParameterSetName = AwsSet)]
    [Alias("MfaSerialNumber")]
    [ValidateNotNullOrEmpty]
    public string? MfaSerial { get; set; }

    [Parameter(ParameterSetName = EndpointUrlSet)]
    [Parameter(ParameterSetName = AwsSet)]
    [ValidatePattern("^[0-9]{6}$")]
    public string? TokenCode { get; set; }

    [Parameter(ParameterSetName = EndpointUrlSet)]
    [Parameter(ParameterSetName = AwsSet)]
    [ValidatePattern("^[0-9]{12}$")]
    public string[] AllowedAccount { get; set; } = [];

    [Parameter(ParameterSetName = SimulatedSet)]
    public Lifecycle? Lifecycle { get; set; }

    [Parameter(ParameterSetName = SimulatedSet)]
    [ArgumentCompleter(typeof(DelayCompleter))]
    public DelayArgument[] Delay { get; set; } = [];

    [Parameter(ParameterSetName = SimulatedSet)]
    public SwitchParameter RequireSignature { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = CloudSet)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public SessionReference Cloud { get; set; } = null!;

    protected override void ProcessRecord()
    {
        var table = SessionTable.OfRunspace();
        try
        {
            table.RequireFree(Name);
            WriteObject(table.Add(ParameterSetName switch
            {
                SimulatedSet => SimulatedSession.Open(Name, Region, AccountId, Lifecycle, Delay, RequireSignature),
                CloudSet => SimulatedSession.Join(Cloud.Resolve(table), Name, Region, AccountId),
                EndpointUrlSet => Connect(NamedSource() ?? CredentialSource.Default, (source, reporter) => Connection.EndpointUrlAsync(
                    HttpUrl(EndpointUrl!), Name, Region, source, AccountId, AllowedAccount, reporter, stop.Token)),
                _ => Connect(NamedSource() ?? StoredSource() ?? CredentialSource.Default, (source, reporter) => Connection.AwsAsync(
                    UrlInsteadOfAws() is { } url ? HttpUrl(url) : null, Name, Region ?? Stored("Region")?.ToString(),
                    source, AllowedAccount, reporter, stop.Token)),
            }));
        }
        catch (LabException error)
        {
            ThrowTerminatingError(LabErrorRecord.From(error));
        }
    }

    protected override void StopProcessing() => stop.Cancel();

    public void Dispose() => stop.Dispose();

    private LabSession Connect(CredentialSource credentials, Func<CredentialSource, ILabReporter, Task<LabSession>> connect)
    {
        var source = credentials.Assuming(Role());
        using var thread = new PipelineThread(this, stop);
        return thread.Run(reporter => connect(source, reporter));
    }

    /// <summary>What the parameters name; null where they name nothing.</summary>
    private CredentialSource? NamedSource()
    {
        string[] all = [nameof(ProfileName), nameof(AccessKey), nameof(Credential), nameof(AccountId)];
        var named = all.Where(MyInvocation.BoundParameters.ContainsKey).ToList();
        if (named.Count > 1)
        {
            throw Refused($"-{named[0]} and -{named[1]} both say whose credentials to use.", "Give one of them.");
        }

        Require(nameof(AccessKey), nameof(SecretKey));
        Require(nameof(SecretKey), nameof(AccessKey));
        Require(nameof(SessionToken), nameof(AccessKey));
        Require(nameof(ProfileLocation), nameof(ProfileName));
        return AccessKey is not null ? CredentialSource.OfKeys(AccessKey, SecretKey!.Reveal(), SessionToken?.Reveal())
            : Credential is not null ? Credential.ToSource()
            : ProfileName is not null ? CredentialSource.OfProfile(ProfileName, ProfileLocation)
            : null;
    }

    /// <summary>What Set-AWSCredential of AWS.Tools left in the shell; null where it left nothing.</summary>
    private CredentialSource? StoredSource() => Stored("Credentials") is not { } value ? null : CredentialSource.In(value)
        ?? throw Refused(
            $"$StoredAWSCredentials is a {value.GetType().FullName}, which holds no AWS credentials.",
            "Clear it (Remove-Variable StoredAWSCredentials), or name the credentials: -ProfileName, -Credential.");

    private object? Stored(string what) => SessionState.PSVariable.GetValue($"StoredAWS{what}") switch
    {
        PSObject wrapped => wrapped.BaseObject,
        var value => value,
    };

    private RoleChoice? Role()
    {
        Require(nameof(RoleSessionName), nameof(RoleArn));
        Require(nameof(ExternalId), nameof(RoleArn));
        Require(nameof(MfaSerial), nameof(RoleArn));
        Require(nameof(TokenCode), nameof(MfaSerial));
        return RoleArn is null ? null : new(RoleArn, RoleSessionName, ExternalId, MfaSerial, TokenCode);
    }

    private void Require(string parameter, string other)
    {
        if (MyInvocation.BoundParameters.ContainsKey(parameter) && !MyInvocation.BoundParameters.ContainsKey(other))
        {
            throw Refused($"-{parameter} means nothing without -{other}.", $"Add -{other}, or leave out -{parameter}.");
        }
    }

    /// <summary>The SDK's clients heed the variable by themselves, so that a session has to know.</summary>
    private Uri? UrlInsteadOfAws() => EndpointUrl
        ?? (Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") is { Length: > 0 } url ? new(url, UriKind.RelativeOrAbsolute) : null);

    private static LabException Refused(string message, string nextStep) => new(ErrorId.InvalidArgument, message, nextStep);

    private static Uri HttpUrl(Uri url) => url switch
    {
        { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "" } => url,
        { IsAbsoluteUri: true, UserInfo.Length: > 0 } => throw Refused(
            $"The endpoint URL of {url.Authority} holds a user or password, which every view and error would show.",
            "Leave it out; -ProfileName or the environment names the credentials."),
        _ => throw new LabException(
            ErrorId.InvalidArgument, $"'{url}' is not an HTTP address.", "Write it whole, such as http://127.0.0.1:4566.", url),
    };
}
