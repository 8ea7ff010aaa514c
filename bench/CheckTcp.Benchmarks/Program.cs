// Measures the engine: dotnet run -c Release --project bench/CheckTcp.Benchmarks -- --filter '*'
// the history:         dotnet run -c Release --project bench/CheckTcp.Benchmarks -- history
// an outage:           dotnet run -c Release --project bench/CheckTcp.Benchmarks -- outage
using BenchmarkDotNet.Running;
using CheckTcp.Benchmarks.History;
using CheckTcp.Benchmarks.Reports;

switch (args)
{
    case ["history", .. string[] rest]:
        return HistoryMeasurement.Run(rest);
    case ["outage", .. string[] rest]:
        return await OutageMeasurement.RunAsync(rest);
    case ["api", .. string[] rest]:
        return await ApiServer.RunAsync(rest);
}

BenchmarkSwitcher.FromAssembly(typeof(HistoryMeasurement).Assembly).Run(args);
return 0;
