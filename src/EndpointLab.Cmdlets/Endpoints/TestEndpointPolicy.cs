using System.Collections;
using System.Globalization;
using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Policy;

namespace EndpointLab.Cmdlets.Endpoints;

[Cmdlet(VerbsDiagnostic.Test, "EndpointPolicy", DefaultParameterSetName = DecideSet)]
[OutputType(typeof(PolicyDecision), ParameterSetName = [DecideSet])]
[OutputType(typeof(PolicyFinding), ParameterSetName = [LintSet])]
[OutputType(typeof(bool))]
public sealed class TestEndpointPolicy : PSCmdlet
{
    private const string DecideSet = "Decide";
    private const string LintSet = "Lint";

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PolicyDocument")]
    public PolicyArgument? EndpointPolicy { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("Gateway", "Interface", "GatewayLoadBalancer", "Resource", "ServiceNetwork")]
    public string? VpcEndpointType { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public PolicyArgument? BucketPolicy { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public PolicyArgument[] IdentityPolicy { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public PolicyArgument? PermissionsBoundary { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = DecideSet)]
    public string Principal { get; set; } = "";

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = DecideSet)]
    public string Action { get; set; } = "";

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = DecideSet)]
    public string Resource { get; set; } = "";

    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = DecideSet)]
    [ValidatePattern("^[0-9]{12}$")]
    public string? ResourceAccount { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = DecideSet)]
    public IDictionary? Context { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = LintSet)]
    public SwitchParameter Lint { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private IEnumerable<(PolicyKind Kind, string Name, PolicyArgument Policy)> Policies
    {
        get
        {
            var type = VpcEndpointType ?? EndpointPolicy?.VpcEndpointType ?? "Gateway";
            var endpoint = type.Equals("Gateway", StringComparison.OrdinalIgnoreCase)
                ? PolicyKind.GatewayEndpoint
                : PolicyKind.InterfaceEndpoint;
            (PolicyKind Kind, PolicyArgument? Policy)[] single =
                [(endpoint, EndpointPolicy), (PolicyKind.Resource, BucketPolicy), (PolicyKind.PermissionsBoundary, PermissionsBoundary)];
            foreach (var (kind, policy) in single)
            {
                if (policy is not null)
                    yield return (kind, PolicyDecisions.NameOf(kind), policy);
            }

            var name = PolicyDecisions.NameOf(PolicyKind.Identity);
            for (var i = 0; i < IdentityPolicy.Length; i++)
                yield return (PolicyKind.Identity, IdentityPolicy.Length > 1 ? $"{name} {i + 1}" : name, IdentityPolicy[i]);
        }
    }

    protected override void ProcessRecord()
    {
        try
        {
            if (Lint)
                WriteFindings();
            else
                WriteDecision();
        }
        catch (LabException error)
        {
            WriteError(LabErrorRecord.From(error));
        }
    }

    private void WriteFindings()
    {
        var findings = Policies.SelectMany(
            given => PolicyDecisions.Lint(given.Name, given.Policy.Text(SessionState).Json, given.Kind)).ToList();
        WriteObject(Quiet ? findings.Count == 0 : findings, enumerateCollection: true);
    }

    private void WriteDecision()
    {
        var policies = Policies.Select(given =>
            PolicyDocument.Parse(given.Policy.ToJson(given.Kind, SessionState), given.Kind) with { Name = given.Name }).ToList();
        var decision = PolicyDecisions.Decide(Principal, Action, Resource, ResourceAccount, ConditionKeys(), policies);
        WriteObject(Quiet ? decision.Decision is Outcome.Allowed : decision);
    }

    private IEnumerable<KeyValuePair<string, string[]>> ConditionKeys() =>
        from entry in (Context ?? new Hashtable()).Cast<DictionaryEntry>()
        let value = PSObject.AsPSObject(entry.Value ?? "").BaseObject
        let values = value is IEnumerable list and not string ? list.Cast<object?>() : [value]
        select KeyValuePair.Create($"{entry.Key}", values.Select(Text).ToArray());

    /// <summary>A value as AWS writes it into a request's context.</summary>
    private static string Text(object? value) => PSObject.AsPSObject(value ?? "").BaseObject switch
    {
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };
}
