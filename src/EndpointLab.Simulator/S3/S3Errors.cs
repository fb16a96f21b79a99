using System.Net;

namespace EndpointLab.Simulator.S3;

/// <summary>S3's refusals, one per error code ("Error responses" in the S3 API reference), in AWS's words.</summary>
internal static partial class S3Errors
{
    public static ServiceException NoSuchBucket(string name) =>
        new("NoSuchBucket", "The specified bucket does not exist", HttpStatusCode.NotFound) { Details = [("BucketName", name)] };

    public static ServiceException NoSuchKey(string key) =>
        new("NoSuchKey", "The specified key does not exist.", HttpStatusCode.NotFound) { Details = [("Key", key)] };

    public static ServiceException NoSuchBucketPolicy(string name) =>
        new("NoSuchBucketPolicy", "The bucket policy does not exist", HttpStatusCode.NotFound) { Details = [("BucketName", name)] };

    public static ServiceException NoSuchTagSet(string name) =>
        new("NoSuchTagSet", "The TagSet does not exist", HttpStatusCode.NotFound) { Details = [("BucketName", name)] };

    /// <summary>A setting that nobody made, or that was taken back.</summary>
    public static ServiceException NoSuchSetting(string code, string message, string bucket) =>
        new(code, message, HttpStatusCode.NotFound) { Details = [("BucketName", bucket)] };

    public static ServiceException InvalidBucketName(string name) =>
        new("InvalidBucketName", "The specified bucket is not valid.") { Details = [("BucketName", name)] };

    public static ServiceException BucketAlreadyOwnedByYou(string name) => new(
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it.",
        HttpStatusCode.Conflict) { Details = [("BucketName", name)] };

    public static ServiceException BucketAlreadyExists(string name) => new(
        "BucketAlreadyExists",
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. "
            + "Please select a different name and try again.",
        HttpStatusCode.Conflict) { Details = [("BucketName", name)] };

    public static ServiceException BucketNotEmpty(string name) => new(
        "BucketNotEmpty", "The bucket you tried to delete is not empty", HttpStatusCode.Conflict) { Details = [("BucketName", name)] };

    public static ServiceException InvalidLocationConstraint(string constraint) => new(
        "InvalidLocationConstraint", "The specified location-constraint is not valid") { Details = [("LocationConstraint", constraint)] };

    public static ServiceException IllegalLocationConstraint(string constraint) => new(
        "IllegalLocationConstraintException",
        $"The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to.");

    /// <summary>The Region of the endpoint isn't the bucket's.</summary>
    public static ServiceException PermanentRedirect(Bucket bucket) => new(
        "PermanentRedirect",
        "The bucket you are attempting to access must be addressed using the specified endpoint. "
            + "Please send all future requests to this endpoint.",
        HttpStatusCode.MovedPermanently)
    {
        Details = [("Endpoint", $"{bucket.Name}.s3.{bucket.Region}.amazonaws.com"), ("Bucket", bucket.Name)],
    };

    /// <summary>The Region of the signature isn't the bucket's.</summary>
    public static ServiceException AuthorizationHeaderMalformed(string signed, string expected) => new(
        "AuthorizationHeaderMalformed",
        $"The authorization header is malformed; the region '{signed}' is wrong; expecting '{expected}'")
    {
        Details = [("Region", expected)],
    };

    public static ServiceException AccessDenied(string message = "Access Denied") => new("AccessDenied", message, HttpStatusCode.Forbidden);

    public static ServiceException PublicPolicyBlocked(string caller, Bucket bucket) => AccessDenied(
        $"User: {caller} is not authorized to perform: s3:PutBucketPolicy on resource: \"{bucket.Arn}\" "
            + "because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.");

    public static ServiceException MalformedPolicy(string reason) => new("MalformedPolicy", reason);

    public static ServiceException MalformedXml() =>
        new("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    public static ServiceException InvalidTag(string message, params (string Name, string Value)[] details) =>
        new("InvalidTag", message) { Details = details };

    public static ServiceException InvalidArgument(string message, string name) =>
        new("InvalidArgument", message) { Details = [("ArgumentName", name)] };

    public static ServiceException InvalidArgument(string message, string name, string value) =>
        new("InvalidArgument", message) { Details = [("ArgumentName", name), ("ArgumentValue", value)] };

    public static ServiceException InvalidUri(Uri uri) =>
        new("InvalidURI", "Couldn't parse the specified URI.") { Details = [("URI", uri.PathAndQuery)] };

    public static ServiceException BadRequest(string message) => new("BadRequest", message);

    public static ServiceException InvalidRequest(string message) => new("InvalidRequest", message);

    public static ServiceException InvalidRange(string range, long size) => new(
        "InvalidRange", "The requested range is not satisfiable", HttpStatusCode.RequestedRangeNotSatisfiable)
    {
        Details = [("RangeRequested", range), ("ActualObjectSize", $"{size}")],
    };

    public static ServiceException KeyTooLong(int size) =>
        new("KeyTooLongError", "Your key is too long") { Details = [("Size", $"{size}"), ("MaxSizeAllowed", "1024")] };

    public static ServiceException BadMd5() => new("BadDigest", "The Content-MD5 you specified did not match what we received.");

    public static ServiceException BadChecksum(string algorithm) =>
        new("BadDigest", $"The {algorithm} you specified did not match the calculated checksum.");

    public static ServiceException InvalidDigest() => new("InvalidDigest", "The Content-MD5 you specified was invalid.");

    public static ServiceException ContentHashMismatch() =>
        new("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");

    public static ServiceException IncompleteBody() =>
        new("IncompleteBody", "The request body terminated unexpectedly");

    public static ServiceException MalformedTrailer() => new(
        "MalformedTrailerError",
        "The request contained trailing data that was not well-formed or did not conform to our published schema.");

    public static ServiceException PreconditionFailed(string condition) => new(
        "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", HttpStatusCode.PreconditionFailed)
    {
        Details = [("Condition", condition)],
    };

    public static ServiceException NotModified() => new("NotModified", "Not Modified", HttpStatusCode.NotModified);

    public static ServiceException NotImplemented(string header, string? additional = null) => new(
        "NotImplemented", "A header you provided implies functionality that is not implemented", HttpStatusCode.NotImplemented)
    {
        Details = additional is null ? [("Header", header)] : [("Header", header), ("additionalMessage", additional)],
    };

    public static ServiceException MethodNotAllowed(string method) => new(
        "MethodNotAllowed", "The specified method is not allowed against this resource.", HttpStatusCode.MethodNotAllowed)
    {
        Details = [("Method", method)],
    };
}
