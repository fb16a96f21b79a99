using System.Text.Json;

namespace EndpointLab;

/// <summary>
/// Asks an instance for the keys of its role, as a program on it would ("Retrieve security credentials from instance metadata").
/// </summary>
internal static class InstanceMetadata
{
    public const string Address = "169.254.169.254";

    private const int NoRole = 11;

    /// <param name="address">Where its metadata are.</param>
    /// <exception cref="LabException">MissingCredentials: it has none, or they can't be read.</exception>
    public static async Task<Keys> ReadKeysAsync(SshConnection connection, string instanceId, string address, CancellationToken token)
    {
        var answer = await connection.RunAsync(Script(address), token);
        return answer.ExitCode switch
        {
            0 => Parse(answer.Output),
            NoRole => throw Missing(
                instanceId, "has no instance profile, so it has no credentials", "Give it a role: New-LabInstance -ReadBucket."),
            _ => throw Missing(
                instanceId,
                $"doesn't tell its credentials: {(answer.Error is { Length: > 0 } error ? error : "its metadata don't answer")}",
                "Its metadata service has to be enabled, and curl installed."),
        };
    }

    private static string Script(string address) =>
        $$"""
        token=$(curl -sSf -m 5 -X PUT -H 'Content-Length: 0' -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' \
            http://{{address}}/latest/api/token) || exit 10
        get() { curl -sSf -m 5 -H "X-aws-ec2-metadata-token: $token" "http://{{address}}/latest/meta-data/iam/security-credentials/$1"; }
        role=$(get '') || exit {{NoRole}}
        echo "$role"
        get "$role"
        """.ReplaceLineEndings("\n");

    private static Keys Parse(string output)
    {
        var lines = output.Split('\n', 2);
        using var json = JsonDocument.Parse(lines[1]);
        return new(lines[0], Text("AccessKeyId"), Text("SecretAccessKey"), Text("Token"));

        string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
    }

    private static LabException Missing(string instanceId, string what, string nextStep) =>
        new(ErrorId.MissingCredentials, $"{instanceId} {what}.", nextStep, instanceId);

    /// <summary>Keys, and whose they are. A class, so that nothing prints them.</summary>
    internal sealed class Keys(string role, string accessKeyId, string secretAccessKey, string token)
    {
        public string Role => role;

        public string AccessKeyId => accessKeyId;

        public string SecretAccessKey => secretAccessKey;

        public string Token => token;
    }
}
