namespace EndpointLab.Analysis;

/// <summary>Explains what a client gets for a name, by configuration alone; each check is judged as if all the others passed.</summary>
internal sealed class NameAnalyser(PathAnalyser paths)
{
    private readonly PublicNames names = new(paths.Model);

    public NameAnalysis Analyse(NameQuery query) => new NameLookup(paths, names, query).Tell();
}
