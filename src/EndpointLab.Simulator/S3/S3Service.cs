using System.Text;
using EndpointLab.Simulator.DataPlane;
using EndpointLab.Simulator.Iam;

namespace EndpointLab.Simulator.S3;

/// <summary>S3's REST protocol: finds bucket and operation, checks Region and permission, and writes the answer or the refusal.</summary>
internal sealed class S3Service(Cloud cloud, S3Buckets buckets, Vantage vantage) : IService
{
    private const int LongestKey = 1024;

    public (string? Action, IEnumerable<string> Arguments) Read(CloudRequest request)
    {
        try
        {
            var address = S3Address.Parse(request.Uri);
            var query = PercentEncoding.Query(request.Uri) ?? throw S3Errors.InvalidUri(request.Uri);
            return (S3Operation.Of(request, address, query).Name, []);
        }
        catch (ServiceException)
        {
            return (null, []);
        }
    }

    public Func<CloudResponse> Prepare(CloudRequest request, Caller caller)
    {
        var content = S3Content.Prepare(request);
        return () => Answer(request, caller, content);
    }

    public ServiceException Name(Defect defect) => S3Errors.Of(defect);

    public CloudResponse Refuse(CloudRequest request, ServiceException refusal)
    {
        S3RequestId id = new();
        return id.AddTo(S3Answer.Error(refusal, request.Uri.AbsolutePath, id, request.Method is "HEAD"));
    }

    private CloudResponse Answer(CloudRequest request, Caller caller, Lazy<S3Content> content)
    {
        S3Address? address = null;
        NetworkPath? path = null;
        CloudResponse response;
        try
        {
            address = S3Address.Parse(request.Uri);
            path = vantage.PathOf(request, caller);
            if (path is { StoppedBy: not null })
                return CloudResponse.Dropped;
            AccessCheck access = new(cloud, request, caller, RequestSource.Of(path));
            S3Call call = new(request, caller, address, access, buckets, cloud, content);
            response = new S3RequestId().AddTo(Run(call));
        }
        catch (ServiceException refusal)
        {
            response = Refuse(request, refusal);
        }

        if (address?.Bucket is { } name && buckets.Find(name) is { } bucket)
            response.Headers["x-amz-bucket-region"] = bucket.Region;
        return Vantage.Tell(path, response);
    }

    private static CloudResponse Run(S3Call call)
    {
        var operation = S3Operation.Of(call.Request, call.Address, call.Query);
        if (operation.Scope is S3Scope.Account || operation.Action is "s3:CreateBucket")
        {
            if (call.Caller.AccountId is null)
                throw S3Errors.AccessDenied();
            S3Access.Require(call, operation.Action!, null, $"arn:aws:s3:::{call.Address.Bucket ?? "*"}");
            return operation.Run(call);
        }

        var bucket = call.Bucket;
        CheckRegion(call, bucket);
        if (call.Header("x-amz-expected-bucket-owner") is { } owner && owner != bucket.AccountId)
            throw S3Errors.AccessDenied();
        if (Encoding.UTF8.GetByteCount(call.Key) is > LongestKey and var size)
            throw S3Errors.KeyTooLong(size);
        if (operation.Action is { } action)
            S3Access.Require(call, action, bucket, operation.Scope is S3Scope.Bucket ? bucket.Arn : $"{bucket.Arn}/{call.Key}");
        return operation.Run(call);
    }

    /// <summary>
    /// An endpoint redirects what belongs to another Region. A bucket's name under the global host leads to the bucket's own Region,
    /// where then the signature's is wrong.
    /// </summary>
    private static void CheckRegion(S3Call call, Bucket bucket)
    {
        var endpoint = call.Address.Region
            ?? (!call.Address.IsGlobal ? call.Caller.Region : call.Address.IsVirtualHost ? bucket.Region : "us-east-1");
        if (endpoint != bucket.Region)
            throw S3Errors.PermanentRedirect(bucket);
        if (call.Caller.AccountId is not null && call.Caller.Region != bucket.Region)
            throw S3Errors.AuthorizationHeaderMalformed(call.Caller.Region, bucket.Region);
    }
}
