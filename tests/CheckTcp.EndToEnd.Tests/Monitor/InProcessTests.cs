using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CheckTcp.CommandLine;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution;
using CheckTcp.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CheckTcp.EndToEnd.Tests.Monitor;

/// <summary>A call of check-tcp comes to the same line and status in process as it does as a program.</summary>
public sealed partial class InProcessTests : IAsyncDisposable
{
    private readonly Executor _executor = new(
        new Prober(), TimeProvider.System, NullLogger.Instance, ImmutableDictionary<string, string>.Empty);

    [Theory]
    [InlineData("220 ready\r\n", "-H", "127.0.0.1", "-p", "PORT")]
    [InlineData("220 ready\r\n", "-H", "127.0.0.1", "-p", "PORT", "-e", "^220", "-q", "QUIT")]
    [InlineData("220 ready\r\n", "-H", "localhost", "-p=PORT", "--service=ftp")]
    [InlineData("220 ready\r\n", "-p", "PORT", "-e", "^250")]
    [InlineData("220 ready\r\n", "-p", "PORT", "-e", "^250", "-W")]
    [InlineData("220 ready\r\n", "-p", "PORT", "-e", "^250", "--status-as", "CRITICAL=UNKNOWN")]
    [InlineData("220 ready\r\n", "-p", "PORT", "-e", "^220", "--json")]
    [InlineData("220 ready\r\n", "-p", "PORT", "-e", "^220", "--verbose")]
    [InlineData("220 ready\r\n", "-p", "PORT", "-e", "^220", "-c", "0")]
    [InlineData("220 ready\r\n", "-p", "PORT", "-e", "^220", "-w", "0", "-c", "60")]
    [InlineData("220 ready\r\n", "-p", "PORT", "-C")]
    [InlineData("220 | \u001b[1m\u202e ü \r\n\r\n", "-p", "PORT", "-e", "^220")]
    [InlineData("220 ready\r\n", "-p", "PORT", "-e", "^220", "-m", "5")]
    [InlineData("220 ready\r\n", "-p", "PORT", "-E", "-s", "a\\nb", "-e", "ready", "-d", "0.05")]
    [InlineData("220 ready\r\n", "-p", "PORT", "-S")] // no TLS there
    [InlineData("", "-p", "PORT", "-e", "x", "-t", "1")]
    [InlineData("", "-H", "127.0.0.1", "-p", "CLOSED")]
    [InlineData("", "-H", "127.0.0.1", "-p", "CLOSED", "-C")]
    [InlineData("", "-H", "::1", "-p", "CLOSED", "--json")]
    [InlineData("", "-H", "no-such-host.invalid", "-p", "CLOSED", "-t", "5")]
    [InlineData("", "-U", "/nosuch/socket")]
    [InlineData("", "-U", "/nosuch/socket", "-C")]
    [InlineData("", "-H", "127.0.0.1")]
    [InlineData("", "-H", "127.0.0.1", "-p", "70000", "--json")]
    [InlineData("", "-p", "21", "-e", "(")]
    [InlineData("", "--service", "nosuch", "--status-as", "UNKNOWN=OK")]
    [InlineData("", "--bogus")]
    [InlineData("", "-p")]
    [InlineData("", "-p", "21", "--status-as", "OK=OK,OK=WARNING")]
    [InlineData("", "--help")]
    [InlineData("", "--version")]
    public async Task The_monitor_tells_what_the_program_tells(string greeting, params string[] arguments)
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(greeting);
            await peer.StallAsync();
        });
        using ClosedPort closed = new();
        string[] call = [.. arguments.Select(argument => argument
            .Replace("PORT", server.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("CLOSED", closed.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))];

        ProgramRun program = await Plugin.RunAsync(call);
        Report report = await _executor.RunAsync(
            new CheckDefinition { Name = "same", Program = new TcpProgram(CheckCommand.Parse(call)) }, TestContext.Current.CancellationToken);

        string said = program.Output.Length > 0 ? program.Output : program.Error; // options that are refused
        Assert.Equal((program.ExitCode, WithoutTimes(said)), ((int)report.Status, WithoutTimes(report.Message)));
    }

    public ValueTask DisposeAsync() => _executor.DisposeAsync();

    private static string WithoutTimes(string output) => Times().Replace(output, "TIME");

    /// <summary>The seconds of a line and those of an object.</summary>
    [GeneratedRegex(@"\d+\.\d{3}(?= seconds)|(?<=""(responseTime|resolve|connect|tls|firstByte|dialogue)"":)[\d.Ee-]+")]
    private static partial Regex Times();
}
