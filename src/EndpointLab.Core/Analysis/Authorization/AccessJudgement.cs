namespace EndpointLab.Analysis;

/// <summary>What policies say of a request.</summary>
/// <param name="Findings">Every statement that denies it, and every policy that would have to allow it and doesn't.</param>
/// <param name="Hops">The policies in the order in which they are asked, with the statement that decides in each.</param>
/// <param name="Uncertain">What depends on a part of the request that configuration doesn't show, in a sentence for each.</param>
internal sealed record AccessJudgement(IReadOnlyList<TraceFinding> Findings, IReadOnlyList<Hop> Hops, IReadOnlyList<string> Uncertain);
