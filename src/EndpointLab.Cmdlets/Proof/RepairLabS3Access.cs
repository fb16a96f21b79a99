using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Sessions;

namespace EndpointLab.Cmdlets.Proof;

[Cmdlet(VerbsDiagnostic.Repair, "LabS3Access", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(S3AccessRepair))]
public sealed class RepairLabS3Access : LoginCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public TraceReference[] Trace { get; set; } = [];

    [Parameter]
    public SwitchParameter AllowBreakingChange { get; set; }

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
        ? (SwitchParameter)given
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    protected override void Process()
    {
        foreach (var trace in Trace)
        {
            PerItem(() => Repair(trace));
        }
    }

    private void Repair(TraceReference trace)
    {
        var login = Login;
        var query = trace.Query;
        var session = (Session is null && trace.SessionId is { } id ? SessionTable.OfRunspace().Find(id) : null) ?? OpenSession();
        trace.RequireVisibleIn(session);
        Via?.RequireVisibleIn(session);
        var work = Run(session, lab => S3AccessRepairs.BeginAsync(lab, query));
        while (work.Plan.Changes.Length > 0 && IsWanted(work.Plan))
        {
            Run(session, lab => S3AccessRepairs.ApplyAsync(lab, work));
        }

        // What was declined, or only asked about, has no outcome.
        if (work.Plan.Changes.Length == 0 || work.Done.Count > 0)
        {
            Emit(session, lab => S3AccessRepairs.EndAsync(lab, work, login));
        }
    }

    /// <summary>Asks once for a plan: the first, and one for what the changes brought to light.</summary>
    /// <exception cref="LabException">It would break what works.</exception>
    private bool IsWanted(RepairPlan plan)
    {
        foreach (var flow in plan.Breaking)
        {
            WriteWarning($"{flow}");
        }

        if (plan.Breaking.Length > 0 && !AllowBreakingChange && !IsWhatIf)
        {
            throw plan.Refusal();
        }

        return ShouldProcess(plan.Text, $"{plan.Text}\nContinue?", "Repair access to S3");
    }
}
