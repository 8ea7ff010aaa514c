using System.Text.RegularExpressions;
using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

[Collection<Alone>]
public partial class CrashTests
{
    private const int Kills = 50;
    private const int Each = 5;

    [Fact]
    public async Task Whenever_it_is_killed_no_alert_is_lost_doubled_or_reopened()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        using TemporaryFolder folder = new();
        await using SwitchedServer up = new();
        await using SwitchedServer down = new(on: false);
        await using SwitchedServer changing = new();
        MonitorProcess.Configure(folder, string.Join('\n', Enumerable.Range(0, Each).SelectMany(i => (string[])
        [
            DaemonTests.TcpCheck($"up{i}", up.Port, "max_check_attempts = 2"),
            DaemonTests.TcpCheck($"down{i}", down.Port, "max_check_attempts = 3"),
            DaemonTests.TcpCheck($"changing{i}", changing.Port, ""),
        ])));
        List<string> log = [];
        int outages = 0;
        bool isOn = true;
        for (int kill = 0; kill < Kills; kill++)
        {
            if (random.Next(3) == 0)
            {
                isOn = !isOn;
                await SwitchAsync(changing, isOn);
                outages += isOn ? 0 : 1;
            }

            await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, null);
            await Task.Delay(random.Next(1500), TestContext.Current.CancellationToken);
            await monitor.KillAsync();
            log.AddRange(monitor.Log);
        }

        using HistoryReader history = HistoryReader.Open(DataDirectory.HistoryPathIn(folder / "data"));
        ILookup<string, Alert> alerts = history.Alerts(includeClosed: true, limit: 10_000).OrderBy(alert => alert.Id).ToLookup(alert => alert.Check);
        for (int i = 0; i < Each; i++)
        {
            Assert.Empty(alerts[$"up{i}"]);
            Assert.Null(Assert.Single(alerts[$"down{i}"]).ClosedAt);
            Assert.InRange(alerts[$"changing{i}"].Count(), 1, outages);
            Assert.All(alerts[$"changing{i}"].Zip(alerts[$"changing{i}"].Skip(1)), pair => Assert.True(pair.First.ClosedAt <= pair.Second.OpenedAt));
        }

        Assert.All(alerts.SelectMany(ofCheck => ofCheck), alert => AssertToldOnce(history, alert));
        AssertLogIsStored(log, alerts.SelectMany(ofCheck => ofCheck));
    }

    private static async Task SwitchAsync(SwitchedServer server, bool on)
    {
        await server.TurnOffAsync();
        if (on)
        {
            server.TurnOn();
        }
    }

    private static void AssertToldOnce(HistoryReader history, Alert alert)
    {
        AlertEventKind[] told = [.. history.Events(alert.Id).Select(told => told.Kind)];

        Assert.Equal(AlertEventKind.Opened, told[0]);
        Assert.Single(told, AlertEventKind.Opened);
        Assert.Equal(alert.ClosedAt is null ? 0 : 1, told.Count(kind => kind == AlertEventKind.Closed));
    }

    /// <summary>What was told is stored, and is told once: the log comes after the commit.</summary>
    private static void AssertLogIsStored(IEnumerable<string> log, IEnumerable<Alert> alerts)
    {
        string[] opened = [.. log.Select(line => Opened().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(opened);
        Assert.Equal(opened.Distinct(), opened);
        Assert.Empty(opened.Except(alerts.Select(alert => $"alert {alert.Id} opened: {alert.Check}")));
    }

    [GeneratedRegex(@"(alert \d+ opened: \S+) is ")]
    private static partial Regex Opened();
}
