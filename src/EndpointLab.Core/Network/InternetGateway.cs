namespace EndpointLab;

/// <summary>An internet gateway (EC2's <c>InternetGateway</c>), attached to at most one VPC.</summary>
public sealed record InternetGateway : LabResource
{
    public string InternetGatewayId { get; }

    /// <summary>The VPC that it is attached to; null without one.</summary>
    public string? VpcId { get; }

    /// <summary>The attachment's state, or <c>detached</c>.</summary>
    public string State { get; }

    internal override string Id => InternetGatewayId;

    internal InternetGateway(LabSession session, Amazon.EC2.Model.InternetGateway gateway)
        : base(session, gateway.Tags)
    {
        var attachment = gateway.Attachments?.FirstOrDefault();
        InternetGatewayId = gateway.InternetGatewayId;
        VpcId = attachment?.VpcId;
        State = attachment?.State ?? Amazon.EC2.AttachmentStatus.Detached;
    }
}
