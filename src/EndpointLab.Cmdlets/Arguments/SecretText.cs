using System.Net;
using System.Security;

namespace EndpointLab.Cmdlets.Arguments;

/// <summary>A secret, as a SecureString or as text. Shows nothing of it.</summary>
public sealed class SecretText
{
    private readonly string secret;

    public SecretText(string secret) => this.secret = secret;

    public SecretText(SecureString secret) => this.secret = new NetworkCredential("", secret).Password;

    internal string Reveal() => secret;

    public override string ToString() => "(secret)";
}
