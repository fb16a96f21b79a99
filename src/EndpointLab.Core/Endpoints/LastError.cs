namespace EndpointLab;

/// <summary>Why an endpoint failed (EC2's <c>LastError</c>).</summary>
public sealed record LastError(string Code, string Message)
{
    public override string ToString() => $"{Code}: {Message}";
}
