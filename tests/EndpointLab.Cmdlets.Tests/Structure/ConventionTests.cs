using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace EndpointLab.Cmdlets.Tests.Structure;

/// <summary>The manners every cmdlet keeps, checked on all of them at once.</summary>
public sealed class ConventionTests
{
    private static readonly string[] ApprovedVerbs = [.. new[]
        {
            typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle),
            typeof(VerbsOther), typeof(VerbsSecurity),
        }.SelectMany(verbs => verbs.GetFields()).Select(verb => (string)verb.GetRawConstantValue()!)];

    private static readonly string[] ChangingVerbs =
    [
        "Add", "Approve", "Deny", "Dismount", "Grant", "New", "Register", "Remove", "Repair", "Reset", "Revoke", "Set", "Unregister",
    ];

    private static readonly string[] SilentVerbs = ["Disconnect", "Dismount", "Remove", "Revoke", "Unregister"];

    private static readonly string[] NeverBoundByName = ["CidrBlock", "Name", "Policy", "Region", "Session", "State", "Tag"];

    // New-EndpointPolicy only writes a document.
    private static IEnumerable<BuiltCmdlet> Changing => Verbs(ChangingVerbs).Where(cmdlet => cmdlet.Name != "New-EndpointPolicy");

    [Fact]
    public void Verbs_are_approved() => None(BuiltCmdlet.All.Where(cmdlet => !ApprovedVerbs.Contains(cmdlet.Attribute.VerbName)));

    [Fact]
    public void Cmdlets_are_sealed() => None(BuiltCmdlet.All.Where(cmdlet => !cmdlet.Type.IsSealed));

    // Test-EndpointPolicy asks no cloud.
    [Fact]
    public void Every_cmdlet_takes_a_session() =>
        None(BuiltCmdlet.All.Where(cmdlet => cmdlet.Name is not ("Connect-LabSession" or "Get-LabSession" or "Test-EndpointPolicy")
            && cmdlet.Parameters.All(parameter => parameter.Name != "Session")));

    [Fact]
    public void What_changes_things_asks_first() => None(Changing.Where(cmdlet => !cmdlet.Attribute.SupportsShouldProcess));

    [Fact]
    public void What_only_reads_never_asks() =>
        None(Verbs("Find", "Get", "Show", "Test", "Trace", "Wait").Where(cmdlet => cmdlet.Attribute.SupportsShouldProcess));

    [Fact]
    public void Only_the_largest_changes_ask_unasked() =>
        Assert.All(Changing, cmdlet => Assert.Equal(
            cmdlet.Name is "Remove-EndpointLab" or "Repair-LabS3Access" ? ConfirmImpact.High : ConfirmImpact.Medium,
            cmdlet.Attribute.ConfirmImpact));

    [Fact]
    public void What_takes_away_emits_nothing() => None(Verbs(SilentVerbs).Where(cmdlet => cmdlet.OutputTypes.Any()));

    [Fact]
    public void The_rest_says_what_it_emits() =>
        None(BuiltCmdlet.All.Except(Verbs([.. SilentVerbs, "Enter", "Stop"])).Where(cmdlet => !cmdlet.OutputTypes.Any()));

    [Fact]
    public void Tests_can_answer_with_a_plain_boolean() =>
        None(Verbs("Test").Where(cmdlet => cmdlet.Parameters.All(parameter => parameter.Name != "Quiet")));

    [Fact]
    public void Properties_of_any_object_never_bind_by_name() =>
        None(from cmdlet in BuiltCmdlet.All
             where cmdlet.Name != "Test-EndpointPolicy"
             from parameter in cmdlet.Parameters
             where NeverBoundByName.Contains(parameter.Name)
                 && parameter.GetCustomAttributes<ParameterAttribute>().Any(attribute => attribute.ValueFromPipelineByPropertyName)
             select $"{cmdlet.Name} -{parameter.Name}");

    // $missing | Get-LabX would otherwise be all there is.
    [Fact]
    public void Nothing_piped_by_mistake_is_never_taken_for_everything() =>
        None(from cmdlet in BuiltCmdlet.All
             from parameter in cmdlet.Parameters
             where parameter.GetCustomAttributes<ParameterAttribute>().Any(
                 attribute => attribute is { ValueFromPipeline: true, Mandatory: false })
                 && !parameter.IsDefined(typeof(ValidateNotNullAttribute)) && !parameter.IsDefined(typeof(ValidateNotNullOrEmptyAttribute))
             select $"{cmdlet.Name} -{parameter.Name}");

    [Fact]
    public void There_is_no_PassThru_and_no_AsJob() =>
        None(BuiltCmdlet.All.Where(cmdlet => cmdlet.Parameters.Any(parameter => parameter.Name is "PassThru" or "AsJob")));

    // PowerShell can't index the lists that the compiler makes for IReadOnlyList: $table.Routes[0] would be all of them.
    [Fact]
    public void Lists_in_what_is_emitted_are_arrays() =>
        None(from type in BuiltCmdlet.All.SelectMany(cmdlet => cmdlet.OutputTypes).Distinct()
             from property in type.GetProperties()
             where property.PropertyType.IsInterface && property.PropertyType.IsAssignableTo(typeof(IEnumerable))
                 && !property.PropertyType.Name.Contains("Dictionary", StringComparison.Ordinal)
             select $"{type.Name}.{property.Name}");

    private static IEnumerable<BuiltCmdlet> Verbs(params string[] verbs) =>
        BuiltCmdlet.All.Where(cmdlet => verbs.Contains(cmdlet.Attribute.VerbName));

    private static void None<T>(IEnumerable<T> offenders) => Assert.Equal("", string.Join(", ", offenders));
}
