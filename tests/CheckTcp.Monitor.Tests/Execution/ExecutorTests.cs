using CheckTcp.CommandLine;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution;
using CheckTcp.Monitor.Execution.Children;
using CheckTcp.Monitor.Tests.Execution.Children;
using CheckTcp.Probing;
using CheckTcp.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Execution;

public sealed class ExecutorTests : IAsyncDisposable
{
    private readonly LogLines _log = new();
    private readonly Executor _executor;

    public ExecutorTests() => _executor = ExecutorWith(TimeProvider.System);

    [Fact]
    public async Task A_call_of_check_tcp_runs_in_process()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));

        Report report = await RunAsync(Tcp("-H", "127.0.0.1", "-p", $"{server.Port}", "-e", "^220"));

        Assert.Matches(@"^TCP OK: 0\.\d{3} seconds response time on 127\.0\.0\.1 port \d+ \[220 ready\]\n$", report.Message);
        Assert.Equal(("ftp", Status.Ok), (report.Check, report.Status));
        Assert.InRange(report.ResponseTime!.Value, TimeSpan.Zero, report.Duration);
        Assert.NotNull(report.Phases!.Connect);
        Assert.NotNull(report.Phases.FirstByte);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task What_the_network_does_is_a_report()
    {
        using ClosedPort port = new();

        Report report = await RunAsync(Tcp("-H", "127.0.0.1", "-p", $"{port.Port}", "-W"));

        Assert.Equal((Status.Warning, $"TCP WARNING: connect to 127.0.0.1:{port.Port}: connection refused\n"), (report.Status, report.Message));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData(Status.Unknown, "^TCP UNKNOWN: .+\n$", "-H", "localhost")]
    [InlineData(Status.Unknown, "^\\{\"version\":1,\"name\":\"TCP\",\"status\":\"UNKNOWN\",.+\\}\n$", "-H", "localhost", "--json")]
    [InlineData(Status.Ok, "^.*check-tcp", "--help")]
    [InlineData(Status.Ok, "^.*\\d\n$", "--version")]
    public async Task A_call_that_runs_no_check_says_what_the_program_would(Status status, string message, params string[] arguments)
    {
        Report report = await RunAsync(Tcp(arguments));

        Assert.Equal(status, report.Status);
        Assert.Matches(message, report.Message);
        Assert.Null(report.ResponseTime);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Output_beyond_the_bound_is_counted_in_the_log()
    {
        var check = new CheckDefinition
        {
            Name = "loud",
            Program = new ChildProgram(
                ["sh", "-c", "head -c 100000 /dev/zero | tr '\\0' x"], null, System.Collections.Immutable.ImmutableDictionary<string, string>.Empty),
        };

        Report report = await RunAsync(check);

        Assert.Equal((64 * 1024, 100_000 - (64 * 1024)), (report.Message.Length, report.DroppedBytes));
        Assert.Contains("34464 bytes beyond the first 64 KiB", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_line_that_cannot_be_read_is_a_warning_with_the_reason_as_its_message()
    {
        Report report = await RunAsync(Tcp("--bogus"));

        Assert.Equal((Status.Warning, "check-tcp: unknown option --bogus; see check-tcp --help\n"), (report.Status, report.Message));
        Assert.Equal(["Warning: Checker \"ftp\" output stderr: check-tcp: unknown option --bogus; see check-tcp --help"], _log.Lines);
    }

    [Fact]
    public async Task Verbose_text_goes_to_the_log()
    {
        using ClosedPort port = new();

        await RunAsync(Tcp("-H", "127.0.0.1", "-p", $"{port.Port}", "--verbose"));

        string line = Assert.Single(_log.Lines);
        Assert.StartsWith("Warning: Checker \"ftp\" output stderr: address 127.0.0.1:", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public async Task What_an_OK_run_tells_besides_is_no_warning()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));

        await RunAsync(Tcp("-H", "127.0.0.1", "-p", $"{server.Port}", "-e", "^220", "--verbose", "--transcript"));

        Assert.StartsWith("Debug: Checker", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_long_transcript_as_much_goes_to_the_log_as_of_a_child()
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(new string('\u0001', 32 * 1024));
            await peer.FinishAsync();
        });

        await RunAsync(Tcp("-H", "127.0.0.1", "-p", $"{server.Port}", "-e", "zzz", "--transcript"));

        string line = Assert.Single(_log.Lines);
        Assert.InRange(line.Length, ChildLimits.MostErrorBytes, ChildLimits.MostErrorBytes + 100);
        Assert.EndsWith("...", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_makes_no_sense_has_that_for_its_cause()
    {
        Assert.Equal("request: makes no sense", (await RunAsync(Tcp("-H", "localhost"))).Diagnosis?.ToString());
        Assert.Null((await RunAsync(Tcp("-H", "localhost", "--status-as", "UNKNOWN=OK"))).Diagnosis);
    }

    [Fact]
    public async Task Where_each_address_is_checked_the_certificate_of_each_is_told()
    {
        await using ScriptedServer server = ScriptedServer.StartTls(TestCertificates.Valid, peer => peer.StallAsync());

        Report one = await RunAsync(Tcp("-H", "127.0.0.1", "-p", $"{server.Port}", "-S"));
        Report all = await RunAsync(Tcp("-H", "127.0.0.1", "-p", $"{server.Port}", "-S", "--all-addresses", "all"));

        Assert.Single(one.Sessions);
        Assert.Single(all.Sessions);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task No_time_at_all_is_a_timeout(int seconds)
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.StallAsync());

        Report report = await RunAsync(Tcp("-p", $"{server.Port}") with { Timeout = TimeSpan.FromSeconds(seconds) });

        Assert.Equal((Status.Unknown, "command timed out"), (report.Status, report.Message));
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData("-t", "30")]
    [InlineData("-t", "2", "-d", "30")] // the wait does not count against the check's own deadline
    [InlineData("-t", "0.5", "-d", "3", "--retries", "1", "--retry-delay", "0")] // nor do those of further attempts
    public async Task A_timeout_that_is_shorter_than_the_check_ends_it(params string[] options)
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.StallAsync());
        FakeTimeProvider time = new();
        await using Executor executor = ExecutorWith(time);

        ValueTask<Report> run = executor.RunAsync(
            Tcp(["-H", "127.0.0.1", "-p", $"{server.Port}", "-s", "x", "-e", "y", .. options]) with { Timeout = TimeSpan.FromSeconds(5) },
            TestContext.Current.CancellationToken);
        await server.UntilReceivedAsync("x");
        time.Advance(TimeSpan.FromSeconds(5));

        Report report = await run;
        Assert.Equal((Status.Unknown, "command timed out", TimeSpan.FromSeconds(5)), (report.Status, report.Message, report.Duration));
    }

    [Fact]
    public async Task A_check_whose_own_deadline_comes_first_is_judged_by_it()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.StallAsync());
        FakeTimeProvider time = new();
        await using Executor executor = ExecutorWith(time);

        ValueTask<Report> run = executor.RunAsync(
            Tcp("-H", "127.0.0.1", "-p", $"{server.Port}", "-s", "x", "-e", "y", "-t", "5") with { Timeout = TimeSpan.FromSeconds(5) },
            TestContext.Current.CancellationToken);
        await server.UntilReceivedAsync("x");
        time.Advance(TimeSpan.FromSeconds(5));

        Report report = await run;
        Assert.Equal(Status.Critical, report.Status);
        Assert.StartsWith("TCP CRITICAL: receive from 127.0.0.1:", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_reports_nothing()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.StallAsync());
        using CancellationTokenSource stop = new();

        ValueTask<Report> run = _executor.RunAsync(Tcp("-H", "127.0.0.1", "-p", $"{server.Port}", "-s", "x", "-e", "y"), stop.Token);
        await server.UntilReceivedAsync("x");
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _executor.RunAsync(Tcp("--version"), stop.Token).AsTask());
    }

    [Fact]
    public async Task Any_other_command_is_a_child()
    {
        Report report = await RunAsync(Check(Child.Shell("echo fine; echo why >&2; exit 1")));

        Assert.Equal(("ftp", Status.Warning, "fine\n", 0), (report.Check, report.Status, report.Message, report.DroppedBytes));
        Assert.Null(report.ResponseTime);
        Assert.Null(report.Phases);
        Assert.Equal(["Warning: Checker \"ftp\" output stderr: why"], _log.Lines);
    }

    [Fact]
    public async Task A_report_counts_the_bytes_that_it_leaves_out() =>
        Assert.Equal(1000, (await RunAsync(Check(Child.Shell($"head -c {(64 * 1024) + 1000} /dev/zero")))).DroppedBytes);

    [Fact]
    public async Task A_report_begins_when_the_run_does()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        await using Executor executor = ExecutorWith(time);

        Report report = await executor.RunAsync(Tcp("--version"), TestContext.Current.CancellationToken);

        Assert.Equal((time.GetUtcNow(), TimeSpan.Zero), (report.StartedAt, report.Duration));
    }

    [Fact]
    public async Task Who_wants_to_see_more_gets_what_the_run_saw()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));

        ObservedReport observed = await _executor.ObserveAsync(
            Tcp("-H", "127.0.0.1", "-p", $"{server.Port}", "-e", "^220"), TestContext.Current.CancellationToken);
        ObservedReport child = await _executor.ObserveAsync(Check(Child.Shell("echo fine")), TestContext.Current.CancellationToken);

        Assert.Equal((Status.Ok, 11), (observed.Report.Status, observed.Seen!.BytesReceived));
        Assert.Equal(("fine\n", (Observation?)null), (child.Report.Message, child.Seen));
    }

    public ValueTask DisposeAsync() => _executor.DisposeAsync();

    private static CheckDefinition Check(CheckProgram program) => new() { Name = "ftp", Program = program };

    private static CheckDefinition Tcp(params string[] arguments) => Check(new TcpProgram(CheckCommand.Parse(arguments)));

    private Executor ExecutorWith(TimeProvider time) => new(new Prober(time), time, _log, Child.Environment);

    private ValueTask<Report> RunAsync(CheckDefinition check) => _executor.RunAsync(check, TestContext.Current.CancellationToken);
}
