using System.Xml.Linq;

namespace EndpointLab;

/// <summary>
/// The role by which instances read one bucket, and its instance profile. Both have the bucket's name and are made for the first
/// instance that is to read it; the profile has its role as soon as that can do all.
/// </summary>
internal static class BucketReader
{
    internal const string Path = "/endpointlab/";
    internal const string PolicyName = "read-bucket";
    private const string CreatedForTag = "endpointlab:created-for";

    private const string Trust = """
        {"Version":"2012-10-17",
         "Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}
        """;

    /// <summary>Makes what of it there isn't yet. Several may do so at once.</summary>
    /// <param name="tags">What the role and the profile are tagged with when they are made.</param>
    /// <returns>The profile's ARN.</returns>
    /// <exception cref="LabException">There is no such bucket, the name is another role's, or IAM refused.</exception>
    public static async Task<string> EnsureAsync(LabOperation lab, string bucket, IReadOnlyDictionary<string, string> tags)
    {
        try
        {
            var found = await FindAsync(() => Identities.GetInstanceProfileAsync(lab, bucket), error => error.IsNotFound);
            return found is { RoleName: not null } ? RequireOurs(bucket, found) : await MakeAsync(lab, bucket, tags);
        }
        catch (LabException error) when (error.IsRefusal)
        {
            throw error.WithNextStep(
                $"Ask for permission to make roles and instance profiles with the path {Path}, or use one that there is: "
                    + "-InstanceProfile.");
        }
    }

    /// <summary>Removes what there is of it. What can't be removed is a warning; what can't be seen is taken for nothing.</summary>
    public static async Task RemoveAsync(LabOperation lab, string bucket)
    {
        try
        {
            await DeleteAsync(lab, bucket);
        }
        catch (LabException error)
        {
            lab.Reporter.Warning(
                $"The role or the instance profile {bucket} is left, with which instances read the bucket: {error.Message}");
        }
    }

    /// <summary>Removes what there is of it; what can't be seen is taken for nothing.</summary>
    /// <exception cref="LabException">IAM refused.</exception>
    public static async Task DeleteAsync(LabOperation lab, string bucket)
    {
        var profile = await FindAsync(() => Identities.GetInstanceProfileAsync(lab, bucket), IsUnseen);
        if (profile is not null && IsOurs(bucket, profile))
        {
            if (profile.RoleName is { } roleName)
            {
                await UnlessGoneAsync(() => lab.Iam(
                    "RemoveRoleFromInstanceProfile", bucket, ("InstanceProfileName", bucket), ("RoleName", roleName)));
            }

            await UnlessGoneAsync(() => lab.Iam("DeleteInstanceProfile", bucket, ("InstanceProfileName", bucket)));
        }

        var role = await FindAsync(() => Identities.GetRoleAsync(lab, bucket), IsUnseen);
        if (role is not null && IsOurs(bucket, role))
        {
            await UnlessGoneAsync(() => lab.Iam("DeleteRolePolicy", bucket, ("RoleName", bucket), ("PolicyName", PolicyName)));
            await UnlessGoneAsync(() => lab.Iam("DeleteRole", bucket, ("RoleName", bucket)));
        }

        static bool IsUnseen(LabException error) => error.IsNotFound || error.IsRefusal;

        static Task UnlessGoneAsync(Func<Task> call) => UnlessAsync("NoSuchEntity", call);
    }

    private static async Task<string> MakeAsync(LabOperation lab, string bucket, IReadOnlyDictionary<string, string> tags)
    {
        await RequireBucketAsync(lab, bucket);
        (string, string?)[] common = [("Path", Path), .. TagParameters(bucket, tags)];
        await UnlessThereAsync(
            bucket,
            () => lab.Iam("CreateRole", bucket, [("RoleName", bucket), ("AssumeRolePolicyDocument", Trust), .. common]),
            () => Identities.GetRoleAsync(lab, bucket));
        await lab.JustCreated(() => lab.Iam(
            "PutRolePolicy", bucket, ("RoleName", bucket), ("PolicyName", PolicyName), ("PolicyDocument", Permissions(lab, bucket))));
        var arn = await UnlessThereAsync(
            bucket,
            () => lab.Iam("CreateInstanceProfile", bucket, [("InstanceProfileName", bucket), .. common]),
            () => Identities.GetInstanceProfileAsync(lab, bucket));

        // A profile has one role at most, which somebody else may have put there meanwhile.
        await UnlessAsync("LimitExceeded", () => lab.JustCreated(() =>
            lab.Iam("AddRoleToInstanceProfile", bucket, ("InstanceProfileName", bucket), ("RoleName", bucket))));
        return arn;
    }

    /// <returns>The ARN of what was made, or of what had been there.</returns>
    private static async Task<string> UnlessThereAsync<T>(
        string bucket, Func<Task<XElement>> create, Func<Task<T>> get) where T : IamResource
    {
        try
        {
            return (await create()).Descendants("Arn").First().Value;
        }
        catch (LabException error) when (error.AwsErrorCode == "EntityAlreadyExists")
        {
            return RequireOurs(bucket, await get());
        }
    }

    private static async Task UnlessAsync(string errorCode, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (LabException error) when (error.AwsErrorCode == errorCode)
        {
            // As it should be already.
        }
    }

    private static async Task<T?> FindAsync<T>(Func<Task<T>> get, Func<LabException, bool> isNone) where T : class
    {
        try
        {
            return await get();
        }
        catch (LabException error) when (isNone(error))
        {
            return null;
        }
    }

    /// <summary>
    /// A slip in the name would leave a role that nobody misses. A bucket that may not be looked at may be another account's.
    /// </summary>
    private static async Task RequireBucketAsync(LabOperation lab, string bucket)
    {
        try
        {
            await lab.S3((s3, token) => s3.GetBucketLocationAsync(bucket, token), bucket);
        }
        catch (LabException error) when (error.AwsErrorCode != "NoSuchBucket")
        {
            // It is there.
        }
    }

    internal static string Permissions(LabOperation lab, string bucket)
    {
        var arn = $"arn:{Regions.PartitionOf(lab.Session.Region)}:s3:::{bucket}";
        return $$"""
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":["s3:ListBucket","s3:GetBucketLocation"],"Resource":"{{arn}}"},
            {"Effect":"Allow","Action":"s3:GetObject","Resource":"{{arn}}/*"}]}
            """;
    }

    /// <summary>The Name is the instance's.</summary>
    private static IEnumerable<(string, string?)> TagParameters(string bucket, IReadOnlyDictionary<string, string> tags) => tags
        .Where(tag => tag.Key != "Name")
        .Append(new(CreatedForTag, bucket))
        .SelectMany((tag, index) => new (string, string?)[]
        {
            ($"Tags.member.{index + 1}.Key", tag.Key), ($"Tags.member.{index + 1}.Value", tag.Value),
        });

    private static bool IsOurs(string bucket, IamResource found) => found.Tags.GetValueOrDefault(CreatedForTag) == bucket;

    private static string RequireOurs(string bucket, IamResource found) =>
        IsOurs(bucket, found) ? found.Arn : throw new LabException(
            "EntityAlreadyExists",
            $"{found.Arn} has the name of the bucket, but wasn't made for reading it.",
            "Give -InstanceProfile with a profile whose role may read the bucket.",
            found.Arn);
}
