using System.Management.Automation;
using EndpointLab.Cmdlets.Arguments;
using EndpointLab.Cmdlets.Completion;
using EndpointLab.Cmdlets.Sessions;

namespace EndpointLab.Cmdlets;

/// <summary>
/// Runs Core's asynchronous work for one cmdlet in one session: streams and results on the pipeline's thread,
/// errors per item, and a stop that cancels the work and waits for its end.
/// </summary>
public abstract class LabCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    [Parameter]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public SessionReference? Session { get; set; }

    /// <summary>Checks the arguments before anything upstream in the pipeline runs. An error here ends the pipeline.</summary>
    protected virtual void Prepare()
    {
    }

    /// <summary>One object from the pipeline, or the arguments of the command line.</summary>
    protected virtual void Process()
    {
    }

    /// <summary>After the last object.</summary>
    protected virtual void Finish()
    {
    }

    protected sealed override void BeginProcessing()
    {
        try
        {
            RefuseNulls();
            Prepare();
        }
        catch (LabException error)
        {
            ThrowTerminatingError(LabErrorRecord.From(error));
        }
    }

    /// <summary>-Vpc $null is a slip in a script, and doesn't mean all VPCs. A piped object may well have no VPC.</summary>
    private void RefuseNulls()
    {
        foreach (var (name, _) in MyInvocation.BoundParameters.Where(
            argument => argument.Value is null || argument.Value is object?[] list && list.Contains(null)))
        {
            var type = MyInvocation.MyCommand.Parameters[name].ParameterType;
            if ((type.GetElementType() ?? type).Namespace == typeof(ResourceReference).Namespace)
            {
                throw new LabException(
                    ErrorId.InvalidArgument,
                    $"The argument of -{name} is null, or holds a null.",
                    $"Check where it comes from, or leave -{name} out.");
            }
        }
    }

    protected sealed override void ProcessRecord() => PerItem(Process);

    protected sealed override void EndProcessing() => PerItem(Finish);

    protected sealed override void StopProcessing() => stop.Cancel();

    /// <summary>An error in one item is written, and the next item goes on.</summary>
    protected void PerItem(Action item)
    {
        try
        {
            item();
        }
        catch (LabException error)
        {
            WriteError(LabErrorRecord.From(error));
        }
    }

    /// <summary>The session of -Session, of the resources, or the current one, in this order.</summary>
    /// <exception cref="LabException">They contradict each other, or the session is closed.</exception>
    protected LabSession OpenSession(params IEnumerable<ResourceReference?> resources)
    {
        var table = SessionTable.OfRunspace();
        var given = resources.OfType<ResourceReference>().ToList();
        var session = Session?.Resolve(table)
            ?? given.Select(resource => resource.Session).FirstOrDefault(own => own is not null)
            ?? CurrentOf(table);
        foreach (var resource in given)
        {
            resource.RequireVisibleIn(session);
        }

        return session.RequireOpen();
    }

    /// <summary>Writes what the work gives: one object, or each of a list.</summary>
    protected void Emit<T>(LabSession session, Func<LabOperation, Task<T>> work) =>
        WriteObject(Run(session, work), enumerateCollection: true);

    protected void Run(LabSession session, Func<LabOperation, Task> work) => Run(session, async lab =>
    {
        await work(lab);
        return true;
    });

    protected T Run<T>(LabSession session, Func<LabOperation, Task<T>> work) => Run(session, (lab, _) => work(lab));

    /// <summary>Writes each object as soon as the work gives it.</summary>
    protected void EmitEach<T>(LabSession session, Func<LabOperation, Action<T>, Task> work) => Run(session, async (lab, thread) =>
    {
        await work(lab, item => thread.Post(() => WriteObject(item)));
        return true;
    });

    private T Run<T>(LabSession session, Func<LabOperation, PipelineThread, Task<T>> work)
    {
        using var thread = new PipelineThread(this, stop);
        try
        {
            return thread.Run(reporter => work(new LabOperation(session, reporter, stop.Token), thread));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>The session of a command that names none: the current one, or else a new simulated one.</summary>
    private protected virtual LabSession CurrentOf(SessionTable table)
    {
        if (table.Current is { } current)
        {
            return current;
        }

        var session = table.AddUnasked(SimulatedSession.Open(name: null, region: null, accountId: null));
        WriteWarning($"No session is open, so this goes to a new simulated one ({session.Name}): nothing happens on AWS. "
            + "Connect-LabSession -Aws connects to AWS; Connect-LabSession alone opens a simulated session without this warning.");
        return session;
    }

    public void Dispose()
    {
        stop.Dispose();
        GC.SuppressFinalize(this);
    }
}
