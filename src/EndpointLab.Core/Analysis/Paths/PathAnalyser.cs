namespace EndpointLab.Analysis;

/// <summary>
/// Explains requests by what a network's configuration says, each check on the way judged as if all the others passed. It looks things
/// up in one model, and may be asked often.
/// </summary>
internal sealed class PathAnalyser(NetworkModel model)
{
    private readonly NetworkIndex index = new(model);

    public NetworkModel Model => model;

    public NetworkIndex Index => index;

    public PathAnalysis Analyse(PathQuery query) => new PathWalk(index, query, isTold: true).Go().Tell();

    /// <summary>The verdict alone, for many requests.</summary>
    public Verdict Judge(PathQuery query) => new PathWalk(index, query, isTold: false).Go().Verdict;
}
