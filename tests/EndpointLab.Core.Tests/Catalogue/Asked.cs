namespace EndpointLab.Core.Tests.Catalogue;

/// <summary>
/// What is asked of S3, as far as it differs from reading the lab's object by the instance's role and a client that is set up well.
/// </summary>
internal sealed record Asked
{
    public string? Bucket { get; init; }

    public string? Key { get; init; }

    public S3Action? Action { get; init; }

    public string? Principal { get; init; }

    public string? ClientRegion { get; init; }

    public bool? UseDualStack { get; init; }

    public StsEndpoint? StsEndpoint { get; init; }

    /// <summary>Whether the endpoint is asked by its own name.</summary>
    public bool? AsksEndpoint { get; init; }

    /// <summary>With what is meant where nothing is said.</summary>
    public Asked Whole => this with
    {
        Bucket = Bucket ?? WorkingLab.Bucket,
        Action = Action ?? S3Action.GetObject,
        Principal = Principal ?? WorkingLab.RoleArn,
        UseDualStack = UseDualStack ?? false,
        AsksEndpoint = AsksEndpoint ?? false,
    };

    public S3Request Request => (Action ?? S3Action.GetObject) switch
    {
        S3Action.ListAllMyBuckets => new(null, null, Action),
        S3Action.ListBucket => new(Bucket ?? WorkingLab.Bucket, null, Action),
        var action => new(Bucket ?? WorkingLab.Bucket, Key ?? WorkingLab.Key, action),
    };

    /// <summary>What asks for both; null where that can't be.</summary>
    public Asked? With(Asked other) =>
        Fit(Bucket, other.Bucket) && Fit(Key, other.Key) && Fit(Action, other.Action) && Fit(Principal, other.Principal)
        && Fit(ClientRegion, other.ClientRegion) && Fit(UseDualStack, other.UseDualStack) && Fit(StsEndpoint, other.StsEndpoint)
        && Fit(AsksEndpoint, other.AsksEndpoint)
            ? new()
            {
                Bucket = Bucket ?? other.Bucket,
                Key = Key ?? other.Key,
                Action = Action ?? other.Action,
                Principal = Principal ?? other.Principal,
                ClientRegion = ClientRegion ?? other.ClientRegion,
                UseDualStack = UseDualStack ?? other.UseDualStack,
                StsEndpoint = StsEndpoint ?? other.StsEndpoint,
                AsksEndpoint = AsksEndpoint ?? other.AsksEndpoint,
            }
            : null;

    private static bool Fit<T>(T? one, T? other) => one is null || other is null || one.Equals(other);
}
