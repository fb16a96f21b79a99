using System.Xml.Linq;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleSystemsManagement;

namespace EndpointLab;

/// <summary>What one command works with: the session it goes to, whom it reports to, and when it has to stop.</summary>
public sealed class LabOperation(LabSession session, ILabReporter reporter, CancellationToken token)
{
    private const int MostItems = 25;

    private static readonly TimeSpan TimeToTakeBack = TimeSpan.FromSeconds(5);

    public LabSession Session { get; } = session;

    public ILabReporter Reporter { get; } = reporter;

    public CancellationToken Token { get; } = token;

    /// <summary>The same command in another session.</summary>
    public LabOperation In(LabSession other) => new(other, Reporter, Token);

    /// <summary>Calls EC2 once, tells the reporter how long it took, and explains a refusal.</summary>
    /// <param name="target">The id or name that the call is about, for the error message.</param>
    /// <exception cref="LabException">AWS refused, or could not be reached.</exception>
    public Task<T> Ec2<T>(Func<IAmazonEC2, CancellationToken, Task<T>> call, object? target = null) where T : AmazonWebServiceResponse =>
        Call("EC2", () => call(Session.Ec2, Token), target);

    /// <inheritdoc cref="Ec2"/>
    public Task<T> S3<T>(Func<IAmazonS3, CancellationToken, Task<T>> call, object? target = null) where T : AmazonWebServiceResponse =>
        Call("S3", () => call(Session.S3, Token), target);

    /// <inheritdoc cref="Ec2"/>
    public Task<T> Ssm<T>(Func<IAmazonSimpleSystemsManagement, CancellationToken, Task<T>> call, object? target = null)
        where T : AmazonWebServiceResponse =>
        Call("SSM", () => call(Session.Ssm, Token), target);

    /// <inheritdoc cref="Ec2"/>
    public Task<T> Kms<T>(Func<IAmazonKeyManagementService, CancellationToken, Task<T>> call, object? target = null)
        where T : AmazonWebServiceResponse =>
        Call("KMS", () => call(Session.Kms, Token), target);

    /// <summary>Calls an action of IAM, by its Query protocol.</summary>
    /// <param name="parameters">Those whose value is null are left out.</param>
    /// <returns>The element that holds the result; without children where the action has none.</returns>
    /// <exception cref="LabException">AWS refused, or could not be reached.</exception>
    internal async Task<XElement> Iam(string action, object? target, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var request = SignedRequest.Query(Session, SignedService.Iam, action, "2010-05-08", parameters);
        return (await Signed(action, request, target)).Xml().Element(action + "Result") ?? new(action + "Result");
    }

    /// <summary>Calls an action of a service that has no package of the SDK's here.</summary>
    internal Task<SignedAnswer> Signed(string action, SignedRequest request, object? target = null) =>
        Send($"{request.Service.Name} {action}", () => Session.Signed.SendAsync(request, Token), target);

    /// <summary>All pages of a Describe call, in AWS's order.</summary>
    public async Task<List<TItem>> Ec2Pages<TResponse, TItem>(
        Func<IAmazonEC2, string?, CancellationToken, Task<TResponse>> page,
        Func<TResponse, IEnumerable<TItem>?> items,
        Func<TResponse, string?> next,
        object? target = null)
        where TResponse : AmazonWebServiceResponse
    {
        List<TItem> all = [];
        string? nextToken = null;
        do
        {
            var response = await Ec2((ec2, token) => page(ec2, nextToken, token), target);
            all.AddRange(items(response) ?? []);
            nextToken = next(response);
        }
        while (!string.IsNullOrEmpty(nextToken));
        return all;
    }

    /// <summary>
    /// Calls what takes many ids and answers 200 even where it refused some of them. Reports an error for each of those, and for
    /// each call that is refused as a whole; returns the others, which are done.
    /// </summary>
    /// <param name="explain">Says more about a refusal; null where AWS says enough.</param>
    public async Task<IReadOnlyList<string>> Ec2Items<TResponse>(
        IEnumerable<string> ids,
        Func<IAmazonEC2, List<string>, CancellationToken, Task<TResponse>> call,
        Func<TResponse, IEnumerable<UnsuccessfulItem>?> unsuccessful,
        Func<LabException, Task<LabException>>? explain = null)
        where TResponse : AmazonWebServiceResponse
    {
        List<string> done = [];
        foreach (var chunk in ids.Distinct().Chunk(MostItems))
        {
            TResponse response;
            try
            {
                response = await Ec2((ec2, token) => call(ec2, [.. chunk], token), string.Join(", ", chunk));
            }
            catch (LabException error)
            {
                Reporter.Error(error);
                continue;
            }

            var refused = (unsuccessful(response) ?? []).ToList();
            foreach (var item in refused)
            {
                var error = AwsErrors.Refused(item, ActionOf<TResponse>("EC2"), response.ResponseMetadata.RequestId);
                Reporter.Error(explain is null ? error : await explain(error));
            }

            done.AddRange(chunk.Except(refused.Select(item => item.ResourceId)));
        }

        return done;
    }

    /// <summary>
    /// Repeats a call about a resource that was created a moment ago while AWS doesn't know its id yet:
    /// EC2 is eventually consistent, as its reference says.
    /// </summary>
    public Task<T> JustCreated<T>(Func<Task<T>> call) => JustCreated(call, error => error.IsNotFound, Session.NotFoundGrace);

    /// <inheritdoc cref="JustCreated"/>
    /// <param name="isUnknown">How a refusal says so.</param>
    /// <param name="grace">How long to go on.</param>
    public async Task<T> JustCreated<T>(Func<Task<T>> call, Func<LabException, bool> isUnknown, TimeSpan grace)
    {
        var started = Session.Time.GetTimestamp();
        for (var pause = Session.FirstPoll; ; pause *= 2)
        {
            try
            {
                return await call();
            }
            catch (LabException error) when (isUnknown(error) && Session.Time.GetElapsedTime(started) + pause <= grace)
            {
                await Task.Delay(pause, Session.Time, Token);
            }
        }
    }

    /// <summary>
    /// Takes back what a command made before it failed or was stopped, and has a few seconds for it.
    /// What then fails is a warning, since the first error is the one to show.
    /// </summary>
    internal async Task TakeBack(string made, Func<LabOperation, Task> undo)
    {
        using var deadline = new CancellationTokenSource(TimeToTakeBack, Session.Time);
        try
        {
            await undo(new(Session, Reporter, deadline.Token));
        }
        catch (Exception error) when (error is LabException or OperationCanceledException)
        {
            Reporter.Warning($"{made} is left: {error.Message}");
        }
    }

    /// <summary>Calls a service by a client of the SDK's, whose types are named after the actions.</summary>
    internal Task<T> Call<T>(string service, Func<Task<T>> call, object? target) where T : AmazonWebServiceResponse =>
        Send(ActionOf<T>(service), call, target);

    private async Task<T> Send<T>(string action, Func<Task<T>> call, object? target)
    {
        ApiCall under = new(action, this);
        under.Begin();
        try
        {
            var response = await call();
            under.End("");
            return response;
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is not LabException)
        {
            var error = AwsErrors.Translate(e, action, Session, target, under.IsInDoubt);
            under.End($" failed: {error.ErrorId}");
            throw error;
        }
    }

    private static string ActionOf<T>(string service) => $"{service} {typeof(T).Name[..^"Response".Length]}";
}
