using System.Xml.Linq;

namespace EndpointLab.Simulator.S3;

/// <summary>GetObjectTagging, PutObjectTagging and DeleteObjectTagging, and the tags that come with an object.</summary>
internal static class ObjectTags
{
    private const string Header = "x-amz-tagging";
    private const string PutAction = "s3:PutObjectTagging";
    private const int Most = 10;

    public static readonly S3Operation[] Operations =
    [
        new("GetObjectTagging", "GET", S3Scope.Object, "tagging", "s3:GetObjectTagging", Get),
        new("PutObjectTagging", "PUT", S3Scope.Object, "tagging", PutAction, Put),
        new("DeleteObjectTagging", "DELETE", S3Scope.Object, "tagging", "s3:DeleteObjectTagging", Delete),
    ];

    /// <summary>The tags that a new object brings along, for which there is a permission of its own.</summary>
    public static IReadOnlyList<(string Key, string Value)> OfNew(S3Call call)
    {
        if (call.Header(Header) is not { Length: > 0 } header)
            return [];
        S3Access.Require(call, PutAction, call.Bucket, $"{call.Bucket.Arn}/{call.Key}");
        try
        {
            return Read(new XElement("TagSet", header.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Tag)));
        }
        catch (ServiceException refusal) when (refusal.Code is "InvalidTag")
        {
            throw Malformed();
        }

        XElement Tag(string pair)
        {
            var parts = pair.Split('=', 2);
            return new("Tag", new XElement("Key", Decode(parts[0])), new XElement("Value", parts.Length == 2 ? Decode(parts[1]) : ""));
        }

        string Decode(string text) => PercentEncoding.DecodeForm(text) ?? throw Malformed();

        ServiceException Malformed() => S3Errors.InvalidArgument(
            "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
            Header,
            header);
    }

    // Of all operations, this one names the bucket as well where the key isn't there.
    private static CloudResponse Get(S3Call call) =>
        BucketTags.Answer(ObjectOperations.Find(call, call.Bucket, call.Key, missing: $"{call.Bucket.Name}/{call.Key}").Tags);

    private static CloudResponse Put(S3Call call)
    {
        var set = call.Content.Xml("Tagging").Element("TagSet") ?? throw S3Errors.MalformedXml();
        return Change(call, Read(set), S3Answer.Empty());
    }

    private static CloudResponse Delete(S3Call call) => Change(call, [], S3Answer.NoContent());

    private static CloudResponse Change(S3Call call, IReadOnlyList<(string Key, string Value)> tags, CloudResponse response)
    {
        call.Bucket.Objects[call.Key] = ObjectOperations.Find(call, call.Bucket, call.Key) with { Tags = tags };
        return response;
    }

    private static IReadOnlyList<(string Key, string Value)> Read(XElement set)
    {
        var tags = BucketTags.Read(set, TagUse.Object);
        return tags.Count <= Most ? tags : throw S3Errors.BadRequest($"Object tags cannot be greater than {Most}");
    }
}
