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
        ["EnableKeyRotation"] = call => Rotate(call, RotationPeriod(call)),
        ["GetKeyRotationStatus"] = GetRotation,
        ["ScheduleKeyDeletion"] = ScheduleDeletion,
    };

    private const int ShortestRotation = 90, DefaultRotation = 365, LongestRotation = 2560;
    private const int ShortestWindow = 7, LongestWindow = 30;

    private static JsonObject? Enable(JsonCall call, bool isEnabled)
    {
        call.OwnKey().IsEnabled = isEnabled;
        return null;
    }

    private static JsonObject ScheduleDeletion(JsonCall call)
    {
        var key = call.OwnKey();
        var days = call.Parameters.Number("PendingWindowInDays", ShortestWindow, LongestWindow) ?? LongestWindow;
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

    private static int RotationPeriod(JsonCall call) =>
        call.Parameters.Number("RotationPeriodInDays", ShortestRotation, LongestRotation) ?? DefaultRotation;

    private static JsonObject? Rotate(JsonCall call, int? period)
    {
        var key = call.OwnKey();
        key.RotationPeriod = key.IsEnabled ? period : throw KmsErrors.Disabled(key);
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
