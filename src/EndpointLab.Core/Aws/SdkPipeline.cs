using Amazon.Runtime.Internal;

namespace EndpointLab;

/// <summary>
/// What EndpointLab puts into the pipeline of every client of the SDK: its own retries, its name in the User-Agent, and answers that are
/// read as a whole.
/// </summary>
internal sealed class SdkPipeline : IRuntimePipelineCustomizer
{
    private static readonly string Library = $"lib/EndpointLab#{typeof(SdkPipeline).Assembly.GetName().Version!.ToString(3)}";

    public string UniqueName => "EndpointLab";

    /// <summary>For all clients from now on, also those that the SDK makes itself to get credentials.</summary>
    public static void Install() => RuntimePipelineCustomizerRegistry.Instance.Register(new SdkPipeline());

    public void Customize(Type type, RuntimePipeline pipeline)
    {
        var retries = pipeline.Handlers.OfType<RetryHandler>().Single();
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new SessionRetryPolicy(retries.RetryPolicy)));
        pipeline.AddHandlerBefore<RetryHandler>(new CallbackHandler
        {
            OnPreInvoke = context => context.RequestContext.UserAgentDetails.AddUserAgentComponent(Library),
        });
        pipeline.AddHandlerAfter<Unmarshaller>(new WholeAnswer());
    }
}
