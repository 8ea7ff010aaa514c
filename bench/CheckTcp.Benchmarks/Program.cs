// Measures the engine: dotnet run -c Release --project bench/CheckTcp.Benchmarks -- --filter '*'
// and the history:     dotnet run -c Release --project bench/CheckTcp.Benchmarks -- history
using BenchmarkDotNet.Running;
using CheckTcp.Benchmarks.History;

if (args is ["history", .. string[] rest])
{
    return HistoryMeasurement.Run(rest);
}

BenchmarkSwitcher.FromAssembly(typeof(HistoryMeasurement).Assembly).Run(args);
return 0;
