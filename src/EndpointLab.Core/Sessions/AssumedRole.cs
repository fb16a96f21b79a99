using Amazon.Runtime;
using Amazon.SecurityToken.Model;

namespace EndpointLab;

/// <summary>
/// A role's credentials, which are got anew before they end. The SDK has the like, but asks STS in its own default Region, and
/// never at an endpoint URL.
/// </summary>
/// <param name="source">Who assumes the role.</param>
internal sealed class AssumedRole : RefreshingAWSCredentials
{
    private readonly LabSession source;
    private readonly RoleChoice role;
    private string? tokenCode;

    public AssumedRole(LabSession source, RoleChoice role)
    {
        (this.source, this.role, tokenCode) = (source, role, role.TokenCode);
        ExpirationBuffer = TimeSpan.FromMinutes(5);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var lab = (ApiCall.Current ?? throw new InvalidOperationException("Credentials are for calls only.")).Operation.In(source);
        AssumeRoleRequest request = new()
        {
            RoleArn = role.Arn,
            RoleSessionName = role.SessionName,
            ExternalId = role.ExternalId,
            SerialNumber = role.MfaSerial,
            TokenCode = role.MfaSerial is null ? null : tokenCode ?? lab.Reporter.Ask($"Code of the MFA device {role.MfaSerial}"),
        };
        // A code works once.
        tokenCode = null;
        var given = (await lab.Call("STS", () => source.Sts.AssumeRoleAsync(request, lab.Token), role.Arn)).Credentials;
        return new(new(given.AccessKeyId, given.SecretAccessKey, given.SessionToken), given.Expiration!.Value);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            source.Dispose();
        }
    }
}
