namespace EndpointLab.Simulator.DataPlane;

/// <summary>What lies in IP packets: its name, and its number, by which rules may call it as well.</summary>
internal sealed record Protocol(string Name, string Number)
{
    public static readonly Protocol Tcp = new("tcp", "6");

    public static readonly Protocol Udp = new("udp", "17");

    public bool Is(string nameOrNumber) => nameOrNumber == Name || nameOrNumber == Number;
}
