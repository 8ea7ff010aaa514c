using System.CommandLine;
using System.Net.Sockets;
using CheckTcp.Monitor.Commands;
using CheckTcp.Monitor.Facade;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Commands;

public sealed class PlacesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Socket _daemon = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public PlacesTests()
    {
        _daemon.Bind(new UnixDomainSocketEndPoint(_folder / "check-tcpd.sock"));
        _daemon.Listen();
    }

    [Theory]
    [InlineData("root = 'ROOT'\n[plugin.checks.a]\n")] // no command
    [InlineData("root = 'ROOT'\nmemo = 10m\n")] // not TOML
    [InlineData("[plugin.checks.a\n[monitor]\ndata_directory = 'ROOT'\n")]
    [InlineData("[monitor]\ndata_directory = 'ROOT'\n[plugin.checks.a]\ncommand = \"^\\* OK\"\ncheck_interval = '10 m'\n")]
    [InlineData("[monitor]\ndata_directory = 'ROOT'\n[plugin.checks.a]\ncommand = 'x'\ntargets_file = 'missing'\n")]
    public async Task The_daemon_that_runs_is_found_whatever_has_become_of_its_file(string text)
    {
        string file = _folder.Write("main.conf", text.Replace("ROOT", _folder.Path, StringComparison.Ordinal));
        var places = new Places();
        var command = new RootCommand { places.Configuration, places.DataDirectory };
        bool? isRunning = null;

        int exitCode = await places.AskAsync(
            command.Parse(["--config", file]),
            source =>
            {
                isRunning = source is RunningDaemon;
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);

        Assert.Equal((0, true), (exitCode, isRunning));
    }

    public void Dispose()
    {
        _daemon.Dispose();
        _folder.Dispose();
    }
}
