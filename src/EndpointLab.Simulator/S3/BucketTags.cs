using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EndpointLab.Simulator.S3;

/// <summary>Where tags come from, which decides how S3 words the refusal of a reserved key.</summary>
internal enum TagUse
{
    BucketCreation,
    Bucket,
    Object,
}

/// <summary>GetBucketTagging, PutBucketTagging and DeleteBucketTagging.</summary>
internal static partial class BucketTags
{
    public static CloudResponse Get(S3Call call) => Answer(call.Bucket.Tags ?? throw S3Errors.NoSuchTagSet(call.Bucket.Name));

    public static CloudResponse Put(S3Call call)
    {
        var bucket = call.Bucket;
        var tags = Read(call.Content.Xml("Tagging").Element("TagSet") ?? throw S3Errors.MalformedXml(), TagUse.Bucket);
        bucket.Tags = tags.Count == 0 ? null : tags;
        return S3Answer.NoContent();
    }

    public static CloudResponse Delete(S3Call call)
    {
        call.Bucket.Tags = null;
        return S3Answer.NoContent();
    }

    /// <summary>What tells the tags of a bucket or of an object.</summary>
    public static CloudResponse Answer(IEnumerable<(string Key, string Value)> tags) => S3Answer.Xml(
        "Tagging",
        new XElement("TagSet", tags.Select(tag =>
            new XElement("Tag", new XElement("Key", tag.Key), new XElement("Value", tag.Value)))));

    /// <exception cref="ServiceException">A tag is malformed, reserved, or there twice.</exception>
    public static IReadOnlyList<(string Key, string Value)> Read(XElement list, TagUse use)
    {
        List<(string Key, string Value)> tags = [];
        foreach (var tag in list.Elements("Tag"))
        {
            if (tag.Element("Key")?.Value is not { } key || tag.Element("Value")?.Value is not { } value)
                throw S3Errors.MalformedXml();
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw Reserved(key, use);
            if (!Key().IsMatch(key))
                throw S3Errors.InvalidTag("The TagKey you have provided is invalid", ("TagKey", key));
            if (!Value().IsMatch(value))
                throw S3Errors.InvalidTag("The TagValue you have provided is invalid", ("TagKey", key), ("TagValue", value));
            if (tags.Exists(other => other.Key == key))
                throw S3Errors.InvalidTag("Cannot provide multiple Tags with the same key", ("TagKey", key));
            tags.Add((key, value));
        }

        return tags;
    }

    private static ServiceException Reserved(string key, TagUse use) => use switch
    {
        TagUse.BucketCreation => S3Errors.InvalidTag("User-defined tag keys can't start with \"aws:\". "
            + "This prefix is reserved for system tags. Remove \"aws:\" from your tag keys and try again."),
        TagUse.Bucket => S3Errors.InvalidTag("System tags cannot be added/updated by requester", ("TagKey", key)),
        _ => S3Errors.InvalidTag("Your TagKey cannot be prefixed with aws:", ("TagKey", key)),
    };

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}\z")]
    private static partial Regex Key();

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}\z")]
    private static partial Regex Value();
}
