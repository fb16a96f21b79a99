using EndpointLab.Analysis;

namespace EndpointLab;

/// <summary>Enables a key of KMS.</summary>
/// <param name="CancelsDeletion">Whether its deletion is scheduled, and is called off first.</param>
public sealed record EnableKey(string KeyArn, bool CancelsDeletion) : Change
{
    public override string Target => KeyArn;

    public override string ToString() =>
        CancelsDeletion ? $"Cancel the deletion of the key {KeyArn}, and enable it." : $"Enable the key {KeyArn}.";

    internal override async Task ApplyAsync(LabOperation lab)
    {
        if (CancelsDeletion)
        {
            await KeyConfiguration.CallAsync(lab, "CancelKeyDeletion", KeyArn, new() { ["KeyId"] = KeyArn });
        }

        await KeyConfiguration.CallAsync(lab, "EnableKey", KeyArn, new() { ["KeyId"] = KeyArn });
    }
}
