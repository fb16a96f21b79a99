namespace EndpointLab.Simulator.Ec2;

/// <summary>Writes EC2's XML.</summary>
internal sealed class Ec2Answer : XmlAnswer<Ec2Answer>
{
    public Ec2Answer(string action, string requestId, RegionState region)
        : base("http://ec2.amazonaws.com/doc/2016-11-15/", "item")
    {
        Region = region;
        Start(action + "Response");
        Text("requestId", requestId);
    }

    public RegionState Region { get; }

    public Moment Now => Region.Now;

    public void Tags(ITagged tagged) => List("tagSet", tagged.Tags, static (xml, tag) =>
    {
        xml.Text("key", tag.Key);
        xml.Text("value", tag.Value);
    });

    /// <summary>What a call answers that only says it worked.</summary>
    public void Success() => Flag("return", true);
}
