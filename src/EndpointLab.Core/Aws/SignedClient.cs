using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Transform;

namespace EndpointLab;

/// <summary>
/// Sends requests to services that have no package of the SDK's here, through the SDK's own pipeline: it signs, retries and throws
/// as the SDK's clients do. A service's package can take its place any time.
/// </summary>
/// <param name="config">Any service's: each request names its own endpoint.</param>
internal sealed class SignedClient(AWSCredentials credentials, ClientConfig config) : AmazonServiceClient(credentials, config)
{
    private static readonly InvokeOptions Options = new()
    {
        RequestMarshaller = new Marshaller(),
        ResponseUnmarshaller = new Unmarshaller(),
    };

    /// <exception cref="AmazonServiceException">The service refused.</exception>
    public Task<SignedAnswer> SendAsync(SignedRequest request, CancellationToken token) =>
        InvokeAsync<SignedAnswer>(request, Options, token);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Amazon.Runtime.Internal.Marshaller>(new SignatureVersion4());
    }

    private sealed class SignatureVersion4 : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }

    private sealed class Marshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var request = (SignedRequest)input;
            DefaultRequest wire = new(request, request.Service.Name)
            {
                HttpMethod = request.Method.Method,
                Endpoint = request.Endpoint,
                ResourcePath = request.Path,
                OverrideSigningServiceName = request.Service.SigningName,
                AlternateEndpoint = RegionEndpoint.GetBySystemName(request.Region),
                Content = request.Body,
            };
            foreach (var (name, value) in request.Headers)
            {
                wire.Headers[name] = value;
            }

            foreach (var (name, value) in request.QueryString)
            {
                wire.Parameters[name] = value;
            }

            return wire;
        }
    }

    private sealed class Unmarshaller : ResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input) => new SignedAnswer
        {
            Body = BodyOf(input),
            ResponseMetadata = new() { RequestId = RequestIdOf(input) },
        };

        public override AmazonServiceException UnmarshallException(
            UnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var (code, message) = Refusal(BodyOf(input));
            return new(message, innerException, ErrorType.Unknown, code, RequestIdOf(input), statusCode);
        }

        protected override UnmarshallerContext ConstructUnmarshallerContext(
            Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException) =>
            new XmlUnmarshallerContext(responseStream, maintainResponseBody, response, isException);

        protected override UnmarshallerContext ConstructUnmarshallerContext(
            Stream responseStream,
            bool maintainResponseBody,
            IWebResponseData response,
            bool isException,
            IRequestContext requestContext) =>
            new XmlUnmarshallerContext(responseStream, maintainResponseBody, response, isException, requestContext);

        private static byte[] BodyOf(UnmarshallerContext context)
        {
            using MemoryStream body = new();
            ((XmlUnmarshallerContext)context).Stream.CopyTo(body);
            return body.ToArray();
        }

        private static string RequestIdOf(UnmarshallerContext context) => context.ResponseData.GetHeaderValue("x-amzn-RequestId");

        /// <summary>
        /// Query and REST-XML have an Error element, JSON a __type that may begin with a namespace. What isn't AWS has neither.
        /// </summary>
        private static (string? Code, string Message) Refusal(byte[] body)
        {
            try
            {
                if (body is [(byte)'{', ..])
                {
                    var json = JsonDocument.Parse(body).RootElement.EnumerateObject().ToDictionary(
                        part => part.Name, part => part.Value.ToString(), StringComparer.OrdinalIgnoreCase);
                    return (json.GetValueOrDefault("__type")?.Split('#')[^1], json.GetValueOrDefault("message") ?? "");
                }

                var error = SignedAnswer.Xml(body).Descendants("Error").FirstOrDefault();
                return (error?.Element("Code")?.Value, error?.Element("Message")?.Value ?? "");
            }
            catch (Exception e) when (e is XmlException or JsonException)
            {
                return (null, $"The answer is not one of AWS's: {Encoding.UTF8.GetString(body)}");
            }
        }
    }
}
