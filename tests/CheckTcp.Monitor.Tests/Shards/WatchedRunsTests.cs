using System.Text.Json;
using CheckTcp.CommandLine;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution;
using CheckTcp.Monitor.Facade;
using CheckTcp.Monitor.Facade.Remote;
using CheckTcp.Monitor.Scheduling;
using CheckTcp.Monitor.Shards;
using CheckTcp.Monitor.Tests.Execution;
using CheckTcp.Monitor.Tests.Execution.Children;
using CheckTcp.Monitor.Tests.Storage;
using CheckTcp.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CheckTcp.Monitor.Tests.Shards;

/// <summary>Runs in process against a server, through the watch into a store, and what commands tell of them.</summary>
public sealed class WatchedRunsTests : IAsyncDisposable
{
    private readonly StoreSession _session = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Executor _executor = new(new Prober(), TimeProvider.System, new LogLines(), Child.Environment);
    private Watch _watch;

    public WatchedRunsTests() => _watch = NewWatch();

    [Fact]
    public async Task A_refused_connection_is_told_by_all_commands()
    {
        using ClosedPort port = new();

        await RunAsync("-p", $"{port.Port}");
        JsonElement check = await StatusAsync();

        Assert.Equal("""{"phase":"connect","cause":"refused","errno":111}""", check.GetProperty("failure").GetRawText());
        Assert.Equal("connect: refused", LiveStatus().Cause);
        Assert.False(check.TryGetProperty("certificate", out _));
        Assert.Equal(check.GetProperty("failure").GetRawText(), (await HistoryAsync())[0].GetProperty("failure").GetRawText());
        JsonElement alert = (await AlertsAsync())[0];
        Assert.Equal(check.GetProperty("failure").GetRawText(), alert.GetProperty("failure").GetRawText());
        Assert.Equal(check.GetProperty("failure").GetRawText(), alert.GetProperty("openedWith").GetProperty("failure").GetRawText());
    }

    [Fact]
    public async Task A_mismatch_names_its_step()
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 ready\r\n");
            await peer.ReceiveLineAsync();
            await peer.SendAsync("500 no\r\n");
            await peer.FinishAsync();
        });

        await RunAsync("-p", $"{server.Port}", "--step", "expect=^220", "--step", @"send=HELO\n", "--step", "expect=^250");
        JsonElement failure = (await StatusAsync()).GetProperty("failure");

        Assert.Equal(("expect", 3), (failure.GetProperty("phase").GetString(), failure.GetProperty("step").GetInt32()));
        Assert.StartsWith("step 3 (expect ^250", failure.GetProperty("stepName").GetString(), StringComparison.Ordinal);
        Assert.Equal(19, failure.GetProperty("bytes").GetInt32());
        Assert.Equal("expect: mismatch at step 3", LiveStatus().Cause);
    }

    [Fact]
    public async Task An_expired_certificate_is_the_cause_and_shown_and_kept()
    {
        ServerCertificate expired = TestCertificates.Expired;
        await using ScriptedServer server = ScriptedServer.StartTls(expired, peer => peer.StallAsync());

        await RunTlsAsync(server);
        JsonElement check = await StatusAsync();

        Assert.Equal("""{"phase":"tls","cause":"certificate-expired"}""", check.GetProperty("failure").GetRawText());
        JsonElement certificate = check.GetProperty("certificate");
        Assert.Equal(("CN=server", FingerprintOf(expired)), (certificate.GetProperty("subject").GetString(), certificate.GetProperty("sha256Fingerprint").GetString()));
        Assert.InRange(certificate.GetProperty("daysLeft").GetDouble(), -3, -1.9);
        Assert.Equal("CN=server", certificate.GetProperty("firstToExpire").GetProperty("subject").GetString());
        Assert.Equal(expired.Leaf.Issuer, certificate.GetProperty("handshake").GetProperty("issuer").GetString());
        Assert.False(certificate.TryGetProperty("changedAt", out _));
    }

    [Fact]
    public async Task A_certificate_that_has_few_days_left_is_the_cause_of_a_warning()
    {
        await using ScriptedServer server = ScriptedServer.StartTls(TestCertificates.ValidUntil(5), peer => peer.StallAsync());

        await RunTlsAsync(server, "-D", "7");
        JsonElement expiring = (await StatusAsync()).GetProperty("expiringCertificate");

        Assert.True(expiring.GetProperty("isServers").GetBoolean());
        Assert.InRange(expiring.GetProperty("daysLeft").GetDouble(), 4, 5);
        Assert.StartsWith("certificate: 4.9", LiveStatus().Cause, StringComparison.Ordinal);
        Assert.StartsWith("certificate: 4.9", DiagnosisOfResult()?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_changed_is_noticed_over_a_restart_and_an_outage()
    {
        (ServerCertificate first, ServerCertificate second) = (TestCertificates.Valid, TestCertificates.ValidUntil(30));
        await using (ScriptedServer server = ScriptedServer.StartTls(first, peer => peer.StallAsync()))
        {
            await RunTlsAsync(server);
        }

        Restart();
        using ClosedPort port = new();
        await RunAsOneCheckAsync("-p", $"{port.Port}", "-S");
        Assert.Equal(FingerprintOf(first), LiveStatus().Certificate?.Sha256Fingerprint);
        Assert.Null(LiveStatus().Certificate?.ChangedAt);

        DateTimeOffset before = TimeProvider.System.GetUtcNow();
        await using (ScriptedServer server = ScriptedServer.StartTls(second, peer => peer.StallAsync()))
        {
            await RunAsOneCheckAsync("-p", $"{server.Port}", "-S", "--ca-file", _folder / "ca.pem");
        }

        CheckView check = LiveStatus();
        CertificateView certificate = check.Certificate!;
        Assert.Equal((2, FingerprintOf(first)), (check.Certificates!.Count, certificate.PreviousSha256Fingerprint));
        Assert.Equal(
            first.Leaf.NotAfter < second.Leaf.NotAfter ? FingerprintOf(first) : FingerprintOf(second), certificate.Sha256Fingerprint);
        Assert.InRange(certificate.ChangedAt!.Value, before, TimeProvider.System.GetUtcNow());
        Assert.True(certificate.ChainTrusted);
        Restart();
        Assert.Equal(Comparable(certificate), Comparable(LiveStatus().Certificate!));
        Assert.Equal(certificate.Handshake?.GetRawText(), LiveStatus().Certificate!.Handshake?.GetRawText());
    }

    [Fact]
    public async Task A_certificate_that_stays_is_stored_once_and_its_bytes_are_not_kept()
    {
        await using ScriptedServer server = ScriptedServer.StartTls(TestCertificates.Valid, peer => peer.StallAsync());
        await RunTlsAsync(server);
        _session.Store.Compact(TimeProvider.System.GetUtcNow());
        _session.Ask<string>("DELETE FROM certificates");

        await RunTlsAsync(server);

        Assert.Equal(0, _session.Ask<int>("SELECT count(*) FROM certificates"));
        Assert.Empty(_watch.Find("web")!.Last!.Sessions);
    }

    [Theory]
    [InlineData("-p", "1", "-S")] // another program
    [InlineData("-p", "1")] // no TLS any more
    public async Task Certificates_of_what_is_not_checked_any_more_are_forgotten(params string[] arguments)
    {
        await using ScriptedServer server = ScriptedServer.StartTls(TestCertificates.Valid, peer => peer.StallAsync());
        await RunTlsAsync(server);

        _watch.Apply([Definition(arguments)]);

        Assert.Null(LiveStatus().Certificate);
        Restart();
        Assert.Null(LiveStatus().Certificate);
    }

    [Fact]
    public async Task A_check_without_TLS_has_no_certificate_from_before_a_restart()
    {
        await using ScriptedServer server = ScriptedServer.StartTls(TestCertificates.Valid, peer => peer.StallAsync());
        await RunTlsAsync(server);
        Restart();
        Assert.NotNull(LiveStatus().Certificate);

        _watch.Apply([Definition("-p", "1")]);

        Assert.Null(LiveStatus().Certificate);
        Assert.Equal(0, _session.Ask<int>("SELECT count(*) FROM certificates"));
    }

    [Fact]
    public async Task A_service_that_retries_save_is_OK_and_shows_it_everywhere()
    {
        int connections = 0;
        await using ScriptedServer server = ScriptedServer.Start(peer => Interlocked.Increment(ref connections) % 2 == 1
            ? peer.SendAsync("500 busy\r\n")
            : peer.SendAsync("220 ready\r\n"));

        for (int run = 0; run < 3; run++)
        {
            await RunAsync("-p", $"{server.Port}", "-e", "^220", "--retries", "2", "--retry-delay", "0");
        }

        JsonElement check = await StatusAsync();
        Assert.Equal("OK", check.GetProperty("status").GetString());
        Assert.Equal(2, check.GetProperty("retried").GetProperty("attempt").GetInt32());
        Assert.Equal("mismatch", check.GetProperty("retried").GetProperty("failures")[0].GetProperty("cause").GetString());
        Assert.StartsWith("attempt 2 after expect: mismatch", LiveStatus().Cause, StringComparison.Ordinal);
        Assert.All((await HistoryAsync()).EnumerateArray(), result => Assert.True(result.TryGetProperty("retried", out _)));
        Assert.Equal(2, _session.Ask<int>("SELECT count(*) FROM texts")); // one with the message of the first, and one for all others
    }

    [Fact]
    public async Task A_check_that_is_OK_again_has_no_cause_while_its_alert_stays_open()
    {
        using ClosedPort port = new();
        await RunAsync("-p", $"{port.Port}");
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.StallAsync());
        _watch.Apply([Definition("-p", $"{server.Port}") with { PreventAlertAutoClose = true }]);
        await _watch.RunAsync(Definition("-p", $"{server.Port}"), TestContext.Current.CancellationToken);

        Assert.Equal((1L, ""), (LiveStatus().AlertId, LiveStatus().Cause));
        Restart();
        Assert.Equal((1L, ""), (LiveStatus().AlertId, LiveStatus().Cause));
        Assert.Equal("connect: refused", AlertView.Of(_watch.Find("web")!.State.Open!).Cause);
    }

    public async ValueTask DisposeAsync()
    {
        await _executor.DisposeAsync();
        _session.Dispose();
        _folder.Dispose();
    }

    private static CheckDefinition Definition(params string[] arguments) =>
        new() { Name = "web", Program = new TcpProgram(CheckCommand.Parse(["-H", "localhost", "-4", .. arguments])) };

    /// <summary>Without what changes from moment to moment, and what is no value.</summary>
    private static CertificateView Comparable(CertificateView certificate) => certificate with { DaysLeft = 0, FirstToExpire = null!, Handshake = null };

    private static string FingerprintOf(ServerCertificate certificate) =>
        certificate.Leaf.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);

    private Watch NewWatch() => new(
        new WatchEdges(_executor.RunAsync, entry => _session.Store.Write([entry]), (_, _) => { }),
        TimeProvider.System,
        new ClockWatch(TimeProvider.System),
        NullLogger<Watch>.Instance);

    private void Restart()
    {
        _session.Close();
        _watch = NewWatch();
        _watch.Restore(_session.Store.LoadState());
    }

    private Task RunTlsAsync(ScriptedServer server, params string[] options) =>
        RunAsync(["-p", $"{server.Port}", "-S", "--ca-file", _folder.Write("ca.pem", TestCertificates.Trusted.Pem), .. options]);

    /// <summary>As a check whose server comes to be another one behind the same name.</summary>
    private async Task RunAsOneCheckAsync(params string[] arguments) =>
        await _watch.RunAsync(Definition(arguments), TestContext.Current.CancellationToken);

    private async Task RunAsync(params string[] arguments)
    {
        CheckDefinition check = Definition(arguments);
        _watch.Apply([check]);
        await _watch.RunAsync(check, TestContext.Current.CancellationToken);
    }

    private Diagnosis? DiagnosisOfResult() => _session.Results("web")[^1].Diagnosis;

    private CheckView LiveStatus() => StatusViews.Of(_watch.Find("web")!, due: null, TimeProvider.System.GetUtcNow());

    /// <summary>As it is told when no daemon runs; what a running one tells has to be the same.</summary>
    private async Task<JsonElement> StatusAsync()
    {
        using StoppedStore stopped = Stopped();
        CheckView check = Assert.Single((await stopped.StatusAsync(TestContext.Current.CancellationToken)).Checks);
        CheckView live = LiveStatus();
        Assert.Equal((live.Diagnosis, live.Certificate?.Sha256Fingerprint), (check.Diagnosis, check.Certificate?.Sha256Fingerprint));
        return JsonSerializer.SerializeToElement(check, ControlJson.Readable.CheckView);
    }

    private async Task<JsonElement> HistoryAsync()
    {
        using StoppedStore stopped = Stopped();
        HistoryView history = await stopped.HistoryAsync("web", TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        return JsonSerializer.SerializeToElement(history, ControlJson.Readable.HistoryView).GetProperty("results");
    }

    private async Task<JsonElement> AlertsAsync()
    {
        using StoppedStore stopped = Stopped();
        IReadOnlyList<AlertView> alerts = await stopped.AlertsAsync(all: false, TestContext.Current.CancellationToken);
        return JsonSerializer.SerializeToElement(alerts, ControlJson.Readable.IReadOnlyListAlertView);
    }

    private StoppedStore Stopped() => new(_session.Folder, TimeProvider.System, NullLoggerFactory.Instance);
}
