using System.Text.Json.Nodes;

namespace EndpointLab.Simulator.Kms;

/// <summary>Turning keys off and on, deleting them, and making their material anew.</summary>
internal static class KeyStates
{
    public static readonly Dictionary<string, Func<JsonCall, JsonObject?>> Actions = new()
    {
        ["CancelKeyDeletion"] = CancelDeletion,
        ["DisableKey"] = call => Enable(call, false),
        ["DisableKeyRotation"] = call => Rotate(call, null),
        ["EnableKey"] = call => Enable(call, true),
        ["EnableKeyRotation"] = call => Rotate(call, call.Parameters.Number("RotationPeriodInDays") ?? DefaultRotation),
        ["GetKeyRotationStatus"] = GetRotation,
        ["ScheduleKeyDeletion"] = ScheduleDeletion,
    };

    private const int DefaultRotation = 365;
    private const int ShortestWindow = 7, LongestWindow = 30;

    private static JsonObject? Enable(JsonCall call, bool isEnabled)
    {
        call.OwnKey().IsEnabled = isEnabled;
        return null;
    }

    private static JsonObject ScheduleDeletion(JsonCall call)
    {
        var key = call.OwnKey();
        var days = call.Parameters.Number("PendingWindowInDays") ?? LongestWindow;
        if (days is < ShortestWindow or > LongestWindow)
        {
            throw JsonParameters.Invalid($"Value '{days}' at 'pendingWindowInDays' failed to satisfy constraint: "
                + $"Member must have value from {ShortestWindow} to {LongestWindow}");
        }
        (key.IsEnabled, key.DeletionDate) = (false, call.Region.Now.Time.AddDays(days));
        return new()
        {
            ["KeyId"] = key.Arn,
            ["DeletionDate"] = KmsCalls.Time(key.DeletionDate.Value),
            ["KeyState"] = key.State,
            ["PendingWindowInDays"] = days,
        };
    }

    /// <summary>A key whose deletion is called off stays disabled.</summary>
    private static JsonObject CancelDeletion(JsonCall call)
    {
        var key = call.Key();
        if (key.DeletionDate is null)
            throw KmsErrors.InvalidState($"{key.Arn} is not pending deletion.");
        key.DeletionDate = null;
        return new() { ["KeyId"] = key.Arn };
    }

    private static JsonObject? Rotate(JsonCall call, int? period)
    {
        call.OwnKey().RotationPeriod = period;
        return null;
    }

    private static JsonObject GetRotation(JsonCall call)
    {
        var key = call.Key();
        JsonObject status = new() { ["KeyId"] = key.Arn, ["KeyRotationEnabled"] = key.RotationPeriod is not null };
        if (key.RotationPeriod is { } period)
            status["RotationPeriodInDays"] = period;
        return status;
    }
}
