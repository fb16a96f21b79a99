using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EndpointLab.Simulator.Ec2;

/// <summary>What an instance prints while it starts. There is nothing behind it that prints more.</summary>
internal static class ConsoleOutput
{
    public static readonly Dictionary<string, Ec2Action> Actions = new() { ["GetConsoleOutput"] = Get };

    private static void Get(Ec2Call call)
    {
        var region = call.Region;
        var instance = region.Instances[call.Parameters.Required("InstanceId")];
        if (call.Parameters.Boolean("Latest") == true && !instance.Type.IsNitro)
            throw Ec2Errors.NoLatestConsole();
        call.Proceed();
        call.Answer.Text("instanceId", instance.Id);
        call.Answer.Time("timestamp", region.Now.Time);
        if (instance.State.At(region.Now) != InstanceState.Pending)
            call.Answer.Text("output", Convert.ToBase64String(Encoding.UTF8.GetBytes(Printed(instance, region))));
    }

    /// <summary>
    /// As cloud-init does at the end of the first start: the fingerprints by the system's log, the keys themselves without it.
    /// </summary>
    private static string Printed(Instance instance, RegionState region)
    {
        var key = instance.HostKey ??= KeyMaterial.CreateEd25519().PublicKey;
        var fingerprint = Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(key.Split(' ')[1]))).TrimEnd('=');
        var host = region.NetworkInterfacesOf(instance).FirstOrDefault()?.PrivateDnsName ?? "localhost";
        var logged = string.Create(CultureInfo.InvariantCulture, $"<14>{instance.LaunchTime.UtcDateTime:MMM dd HH:mm:ss} cloud-init: ");
        string[] lines =
        [
            $"{logged}#############################################################",
            $"{logged}-----BEGIN SSH HOST KEY FINGERPRINTS-----",
            $"{logged}256 SHA256:{fingerprint} root@{host} (ED25519)",
            $"{logged}-----END SSH HOST KEY FINGERPRINTS-----",
            $"{logged}#############################################################",
            "-----BEGIN SSH HOST KEY KEYS-----",
            $"{key} root@{host}",
            "-----END SSH HOST KEY KEYS-----",
        ];
        return string.Concat(lines.Select(line => line + "\r\n"));
    }
}

internal static partial class Ec2Errors
{
    public static ServiceException NoLatestConsole() => UnsupportedOperation(
        "This instance type does not support retrieving the latest console logs. Only instance types on the Nitro hypervisor support it.");
}
