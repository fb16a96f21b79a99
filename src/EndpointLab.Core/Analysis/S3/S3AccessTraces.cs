using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Explains requests to S3 by what Describe, Get and List calls tell.</summary>
public static class S3AccessTraces
{
    /// <exception cref="LabException">
    /// There is no such place, bucket, object, endpoint or principal, or the action has no use for a part of the query.
    /// </exception>
    public static async Task<S3AccessTrace> TraceAsync(LabOperation lab, S3AccessQuery query)
    {
        var place = await TracePlace.FindAsync(lab, query.From);
        return await TraceAsync(lab, query, place, await NetworkReader.ReadAsync(lab, place.VpcId));
    }

    /// <summary>The same in a network that was read before, or as it could be.</summary>
    internal static Task<S3AccessTrace> TraceAsync(LabOperation lab, S3AccessQuery query, TracePlace place, NetworkModel model)
    {
        S3Request.Require(query.Bucket, query.Key, query.Action, needsKey: false);

        // The system reads its packages unsigned.
        var isRepository = Repositories.Is(query.Bucket, lab.Session.Region);
        var asked = isRepository ? query with { Principal = query.Principal ?? ProbeCaller.Anonymous } : query;
        var action = query.Action ?? (query.Key is null && !isRepository ? S3Action.ListBucket : S3Action.GetObject);
        return new S3Tracer(lab, asked, action).TraceAsync(place, model);
    }
}
