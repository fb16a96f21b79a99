using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Util;

namespace EndpointLab;

/// <summary>
/// Which calls are sent again, and when. What passes is for the policy to say that the SDK has for the service; this one pays
/// for all calls of a session from one budget, is patient where AWS throttles the account or the organization, and never repeats
/// what may have made something already and would make another one.
/// </summary>
internal sealed class SessionRetryPolicy : RetryPolicy
{
    private const string Why = "EndpointLab.Why";
    private const int MostThrottled = 8;
    private const int LongestPause = 20;

    /// <summary>The costs of the Standard mode ("Retry behavior" in the AWS SDKs and Tools Reference Guide).</summary>
    private static readonly CapacityManager Costs = new(
        initialRetryTokens: 500, retryCost: 5, noRetryIncrement: 1, timeoutRetryCost: 10, throttlingRetryCost: 5);

    private readonly RetryPolicy inner;

    public SessionRetryPolicy(RetryPolicy inner)
    {
        this.inner = inner;
        inner.Logger = Amazon.Runtime.Internal.Util.Logger.EmptyLogger;
        // Who wants no repetition at all wants none for throttling either.
        MaxRetries = inner.MaxRetries == 0 ? 0 : Math.Max(inner.MaxRetries, MostThrottled);
    }

    /// <summary>What a session may spend at first, and at most.</summary>
    public static RetryCapacity NewBudget() => new(500);

    /// <summary>
    /// The SDK sends a request up to ten times more after a connection was reset, at once and uncounted, as the server may have closed
    /// a pooled connection. But so looks an answer that was lost.
    /// </summary>
    public override bool IsStaleConnectionError(Exception exception) => false;

    public override bool CanRetry(IExecutionContext executionContext) => inner.CanRetry(executionContext);

    public override bool RetryLimitReached(IExecutionContext executionContext) => executionContext.RequestContext.Retries >= MaxRetries;

    public override async Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception)
    {
        var request = executionContext.RequestContext;
        request.ContextAttributes[Why] = AwsErrors.CodeOf(exception);
        if (IsThrottlingError(exception))
        {
            return true;
        }

        if (request.Retries >= inner.MaxRetries || !await inner.RetryForExceptionAsync(executionContext, exception))
        {
            return false;
        }

        var inDoubt = OnceOnly.Makes(request.OriginalRequest, request.Request) && OnceOnly.MayHaveArrived(exception);
        ApiCall.Current?.IsInDoubt = inDoubt;
        return !inDoubt;
    }

    public override bool OnRetry(IExecutionContext executionContext, bool bypassAcquireCapacity, bool isThrottlingError) =>
        bypassAcquireCapacity || ApiCall.Current is not { } call
            || Costs.TryAcquireCapacity(call.Operation.Session.RetryBudget, executionContext.RequestContext.LastCapacityType);

    public override void NotifySuccess(IExecutionContext executionContext)
    {
        if (ApiCall.Current is { } call)
        {
            Costs.ReleaseCapacity(executionContext.RequestContext.LastCapacityType, call.Operation.Session.RetryBudget);
        }
    }

    /// <summary>Exponential, with full jitter, and at most twenty times the first.</summary>
    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext)
    {
        var request = executionContext.RequestContext;
        if (ApiCall.Current is not { } call)
        {
            return inner.WaitBeforeRetryAsync(executionContext);
        }

        var longest = Math.Min(Math.Pow(2, request.Retries - 1), LongestPause) * call.Operation.Session.FirstPoll;
        return call.PauseAsync($"{request.ContextAttributes[Why]}", Random.Shared.NextDouble() * longest, request.CancellationToken);
    }

    // The SDK's clients have no other methods than asynchronous ones on .NET.
    public override bool RetryForException(IExecutionContext executionContext, Exception exception) => false;

    public override void WaitBeforeRetry(IExecutionContext executionContext) => inner.WaitBeforeRetry(executionContext);
}
