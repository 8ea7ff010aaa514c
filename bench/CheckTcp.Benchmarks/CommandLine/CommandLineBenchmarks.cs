using BenchmarkDotNet.Attributes;
using CheckTcp.CommandLine;

namespace CheckTcp.Benchmarks.CommandLine;

/// <summary>From the arguments to a check that can be run, the compiling of its pattern included.</summary>
[MemoryDiagnoser]
public class CommandLineBenchmarks
{
    private readonly string[] _webServer =
    [
        "--hostname", "localhost", "--port", "80", "--send", @"GET / HTTP/1.0\r\n\r\n", "--escape", "--expect-pattern", "OK Farm",
        "--warning", "3", "--critical", "10",
    ];

    private readonly string[] _service = ["--service=ftp", "-H", "localhost", "-w", "3", "-c", "10"];
    private readonly string[] _refused = ["--hostname", "localhost", "--prot", "80"];

    [Benchmark(Baseline = true)]
    public CheckCommand WebServer() => CheckCommand.Parse(_webServer);

    [Benchmark]
    public CheckCommand Service() => CheckCommand.Parse(_service);

    [Benchmark]
    public CheckCommand Refused() => CheckCommand.Parse(_refused);
}
