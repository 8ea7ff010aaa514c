using CheckTcp.CommandLine;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Configuration;

/// <summary>What runs when there is no configuration: a daemon that watches itself.</summary>
internal static class SampleConfiguration
{
    /// <summary>How it is called where a file would be named.</summary>
    public const string Name = "(sample)";

    /// <summary>One check, of the control socket.</summary>
    /// <param name="socket">A path to it that is short enough for a socket.</param>
    public static MonitorConfiguration Of(string socket) => new()
    {
        Checks =
        [
            new CheckDefinition
            {
                Name = "check-tcpd",
                Program = new TcpProgram(CheckCommand.Parse(
                    ["-U", socket, "-E", "-s", @"GET /health HTTP/1.0\r\n\r\n", "-e", "^HTTP/1.1 200 "])),
                Interval = TimeSpan.FromSeconds(10),
                Memo = "check-tcpd watches itself",
            },
        ],
    };
}
