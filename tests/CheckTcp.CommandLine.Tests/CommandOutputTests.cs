using System.Diagnostics;
using CheckTcp.Probing;

namespace CheckTcp.CommandLine.Tests;

public class CommandOutputTests
{
    private static readonly Observation Refused = new()
    {
        Failure = new Failure(Phase.Connect, FailureCause.Refused, "connect to 127.0.0.1:21: connection refused"),
    };

    [Theory]
    [InlineData("TCP OK: 0.000 seconds response time on h port 21\n", "", 0, "-H", "h", "-p", "21")]
    [InlineData("TCP OK: 0.000 seconds response time on h port 21\n", "sent 0 bytes, received 0 bytes\n", 0, "-H", "h", "-p", "21", "--verbose")]
    public void A_check_that_went_well_is_one_line_on_standard_output(string output, string error, int exitCode, params string[] arguments) =>
        Assert.Equal(new CommandOutput(output, error, exitCode), Of(new Observation(), arguments));

    [Theory]
    [InlineData(2)]
    [InlineData(1, "-W")]
    [InlineData(0, "--status-as", "CRITICAL=OK")]
    public void The_exit_code_is_the_status(int exitCode, params string[] arguments) =>
        Assert.Equal(exitCode, Of(Refused, ["-p", "21", .. arguments]).ExitCode);

    [Theory]
    [InlineData("TCP OK: 0.000 seconds response time on port 21 | time=0.000000s;;;0.000000;10.000000\n", "--perfdata")]
    [InlineData("TCP OK - 0.000 second response time on port 21|time=0.000000s;;;0.000000;10.000000\n", "--output=nagios")]
    [InlineData("TCP OK - 0.000 second response time on port 21|time=0.000000s;2.000000;;0.000000;10.000000\n", "--output=nagios", "--perfdata", "-w2")]
    public void Performance_data_is_told_where_it_is_asked_for(string output, params string[] arguments) =>
        Assert.Equal(output, Of(new Observation(), ["-p", "21", .. arguments]).StandardOutput);

    [Fact]
    public void An_error_has_no_performance_data() =>
        Assert.Equal("TCP CRITICAL: connect to 127.0.0.1:21: connection refused\n", Of(Refused, "-p", "21", "--perfdata").StandardOutput);

    [Fact]
    public void Metrics_are_told_where_they_are_asked_for() =>
        Assert.Contains("\ncheck_tcp_status{name=\"TCP\",target=\"localhost:21\"} 2\n", Of(Refused, "-p", "21", "--output=prometheus").StandardOutput);

    [Fact]
    public void An_object_of_json_is_a_line_too()
    {
        string output = Of(Refused, "-p", "21", "--json").StandardOutput;

        Assert.StartsWith("{\"version\":1,\"name\":\"TCP\",\"status\":\"CRITICAL\"", output, StringComparison.Ordinal);
        Assert.EndsWith("}\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TCP UNKNOWN: ")]
    [InlineData("{\"version\":1,\"name\":\"TCP\",\"status\":\"UNKNOWN\"", "--json")]
    [InlineData("TCP UNKNOWN - there is nothing", "--output=nagios")]
    [InlineData("# check-tcp: TCP UNKNOWN: there is nothing", "--output=prometheus")]
    public void A_request_without_sense_is_unknown(string start, params string[] arguments)
    {
        CommandOutput output = CommandOutput.Of(CheckCommand.Parse(arguments));

        Assert.StartsWith(start, output.StandardOutput, StringComparison.Ordinal);
        Assert.EndsWith("\n", output.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(("", 3), (output.StandardError, output.ExitCode));
    }

    [Fact]
    public void What_cannot_be_read_goes_to_standard_error_and_exits_with_1() =>
        Assert.Equal(
            new CommandOutput("", "check-tcp: unknown option --bogus; see check-tcp --help\n", 1),
            CommandOutput.Of(CheckCommand.Parse(["--bogus"])));

    [Theory]
    [InlineData("TCP OK: 0.000 seconds response time on port 21\n", 0, "www.example.com", "-p", "21")]
    [InlineData("TCP OK - 0.000 second response time on port 21|time=0.000000s;;;0.000000;10.000000\n", 0, "www.example.com", "-p", "21", "--output=nagios")]
    public void A_word_that_is_ignored_is_warned_of_on_standard_error_alone(string output, int exitCode, params string[] arguments) => Assert.Equal(
        new CommandOutput(output, "check-tcp: ignored \"www.example.com\"; give a host with -H\n", exitCode), Of(new Observation(), arguments));

    [Fact]
    public void So_it_is_where_nothing_is_checked()
    {
        CommandOutput output = CommandOutput.Of(CheckCommand.Parse(["www.example.com"]));

        Assert.Equal("TCP UNKNOWN: there is nothing to connect to: give --port, --service or --unix-sock\n", output.StandardOutput);
        Assert.Equal(("check-tcp: ignored \"www.example.com\"; give a host with -H\n", 3), (output.StandardError, output.ExitCode));
    }

    [Theory]
    [InlineData("--send", "-v", "-s", @"GET / HTTP/1.0\r\n\r\n")]
    [InlineData("--quit", "-v", "-q", @"QUIT\n")]
    [InlineData("--send and --quit", "-v", "-s", @"\t", "-q", @"\\")]
    [InlineData(null, "-v", "-s", @"\d")] // not one of the four
    [InlineData(null, "-v", "-E", "-s", @"\n")]
    [InlineData(null, "-s", @"\n")]
    public void A_check_that_fails_hints_at_escapes_that_were_not_read(string? options, params string[] arguments)
    {
        string error = Of(Refused, ["-p", "21", .. arguments]).StandardError;
        string hint = $@"hint: escapes such as \n in {options} are sent as they are written; give -E to send the characters that they stand for";

        Assert.Equal(options is null ? 0 : 1, error.Split('\n').Count(line => options is null ? line.StartsWith("hint", StringComparison.Ordinal) : line == hint));
        Assert.DoesNotContain("hint", Of(new Observation(), ["-p", "21", .. arguments]).StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_is_no_failure()
    {
        CommandOutput output = CommandOutput.Of(CheckCommand.Parse(["--help"]));

        Assert.NotEmpty(output.StandardOutput);
        Assert.Equal(("", 0), (output.StandardError, output.ExitCode));
    }

    [Fact]
    public void A_check_has_no_output_before_it_was_run() =>
        Assert.Throws<UnreachableException>(() => CommandOutput.Of(CheckCommand.Parse(["-p", "21"])));

    private static CommandOutput Of(Observation seen, params string[] arguments) =>
        CommandOutput.Of((RunCommand)CheckCommand.Parse(arguments), seen);
}
