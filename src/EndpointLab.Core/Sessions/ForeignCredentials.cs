using System.Reflection;
using Amazon.Runtime;

namespace EndpointLab;

/// <summary>
/// Credentials of another version of the AWS SDK, as other modules load one: asked each time for the keys of the moment, so that
/// they are refreshed there.
/// </summary>
internal sealed class ForeignCredentials : AWSCredentials
{
    private readonly object foreign;
    private readonly MethodInfo get;

    private ForeignCredentials(object foreign, MethodInfo get) => (this.foreign, this.get) = (foreign, get);

    /// <summary>
    /// The credentials in an AWSCredentials of any version, or in what AWS.Tools wraps around one ($StoredAWSCredentials); null where
    /// it holds none.
    /// </summary>
    public static AWSCredentials? In(object? value)
    {
        if (value is null or AWSCredentials)
        {
            return value as AWSCredentials;
        }

        var type = value.GetType();
        return type.GetMethod("GetCredentialsAsync", Type.EmptyTypes) is { } get
            ? new ForeignCredentials(value, get)
            : type.GetProperty("Credentials", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) is { } wrapped
                && wrapped.GetIndexParameters().Length == 0
                ? In(wrapped.GetValue(value))
                : null;
    }

    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        var task = (Task)get.Invoke(foreign, BindingFlags.DoNotWrapExceptions, binder: null, parameters: null, culture: null)!;
        await task;
        var keys = Property(task, "Result");
        return new($"{Property(keys, "AccessKey")}", $"{Property(keys, "SecretKey")}", $"{Property(keys, "Token")}");
    }

    private static object? Property(object? of, string name) => of!.GetType().GetProperty(name)!.GetValue(of);
}
