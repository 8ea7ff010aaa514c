using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

/// <summary>The program <c>check-tcpd</c> as it was built beside the tests.</summary>
internal static class MonitorProgram
{
    public static string Path { get; } = Repository.PathOf("artifacts/bin/CheckTcp.Monitor/debug/check-tcpd");

    public static ProgramCall Call(params string[] arguments) => new(Path, arguments);

    /// <summary>A call that works on this data directory.</summary>
    public static ProgramCall CallIn(string dataDirectory, params string[] arguments) => Call([.. arguments, "--data-directory", dataDirectory]);
}
