using BenchmarkDotNet.Running;
using EndpointLab.Bench;

switch (args.FirstOrDefault())
{
    case "call":
        BenchmarkRunner.Run<SimulatedCall>();
        return 0;
    case "policy":
        BenchmarkRunner.Run<PolicyDecision>();
        return 0;
    case "import":
        return ColdStart.Import();
    case "runner":
        return ColdStart.Runner();
    case "sample":
        return WarmSample.Measure();
    case "loopback":
        return await LoopbackThroughput.MeasureAsync();
    case "large":
        return await LargeCloud.MeasureAsync();
    case "analysis":
        return NetworkAnalysis.Measure();
    case "lab":
        return await WholeLab.MeasureAsync();
    case "terraform":
        return await AgainstTerraform.MeasureAsync();
    default:
        Console.Error.WriteLine(
            "dotnet run -c Release --project bench -- "
                + "call | policy | import | runner | sample | loopback | large | analysis | lab | terraform");
        return 2;
}
