namespace EndpointLab.Simulator.Wire;

/// <summary>Writes the XML of AWS's Query protocol: a result, where there is any, and the request's id.</summary>
internal sealed class QueryAnswer : XmlAnswer<QueryAnswer>
{
    private readonly string action;
    private readonly string requestId;
    private bool hasResult;

    public QueryAnswer(string action, string xmlns, string requestId)
        : base(xmlns, "member")
    {
        (this.action, this.requestId) = (action, requestId);
        base.Start(action + "Response");
    }

    /// <summary>A result that says nothing, which some actions have nevertheless.</summary>
    public void Empty() => StartResult();

    public override byte[] End()
    {
        if (hasResult)
            Xml.WriteEndElement();
        base.Start("ResponseMetadata");
        base.Start("RequestId");
        Xml.WriteString(requestId);
        Xml.WriteEndElement();
        Xml.WriteEndElement();
        return base.End();
    }

    protected override void Start(string name)
    {
        StartResult();
        base.Start(name);
    }

    private void StartResult()
    {
        if (!hasResult)
            base.Start(action + "Result");
        hasResult = true;
    }
}
