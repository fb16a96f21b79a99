using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Kms;

/// <summary>KMS, as far as S3 encrypts objects with its keys.</summary>
internal sealed class KmsService(Cloud cloud) : JsonService(cloud, "TrentService", Actions)
{
    private static readonly Dictionary<string, Func<JsonCall, JsonObject?>> Actions = new[]
    {
        Keys.Actions, KeyPolicies.Actions, KeyStates.Actions, Aliases.Actions, KeyTags.Actions,
    }.SelectMany(area => area).ToDictionary();

    public static IEnumerable<string> ActionNames => Actions.Keys;
}
