using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Hosting;
using CheckTcp.Monitor.Tests.Execution;
using CheckTcp.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Hosting;

public sealed class ConfigurationWatcherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_fault_of_ours_is_told_and_does_not_end_the_watch()
    {
        var time = new FakeTimeProvider();
        var log = new LogLines();
        TaskCompletionSource[] taken = [new(), new()];
        int times = 0;
        string path = _folder.Write("agent.conf", "");
        ConfigurationResult first = ConfigurationReader.Read(path);
        var configuration = new LiveConfiguration(path, first.Configuration!, first.Files, [], time, NullLogger<LiveConfiguration>.Instance);
        await using var watcher = new ConfigurationWatcher(configuration, Apply, time, log);
        watcher.Start();

        await ChangeAsync(0);
        await ChangeAsync(1);

        Assert.StartsWith("Error: the configuration could not be read again and taken over", Assert.Single(log.Lines), StringComparison.Ordinal);

        void Apply(MonitorConfiguration read)
        {
            taken[times].SetResult();
            if (times++ == 0)
            {
                throw new FormatException("a bug");
            }
        }

        async Task ChangeAsync(int number)
        {
            _folder.Write("agent.conf", new string('#', number + 1));
            time.Advance(TimeSpan.FromSeconds(2)); // it has to look the same twice
            time.Advance(TimeSpan.FromSeconds(2));
            await taken[number].Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
    }
}
