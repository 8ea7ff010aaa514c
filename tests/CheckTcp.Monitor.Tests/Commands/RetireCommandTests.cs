using System.CommandLine;
using System.Net.Sockets;
using CheckTcp.Monitor.Commands;
using CheckTcp.Monitor.Tests.Channels.Mackerel.Api;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Commands;

public sealed class RetireCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string IdPath => _folder / "id";

    [Theory]
    [InlineData("--force")]
    [InlineData("-force")]
    public async Task With_force_the_host_is_retired_without_a_question(string option)
    {
        await using RecordingApi api = await RecordingApi.StartAsync(_ => Reply.Success);

        (int exit, string output, string error) = await RunAsync(api, terminal: null, option);

        Assert.Equal((0, $"host abc is retired, and {IdPath} is deleted\n", ""), (exit, output, error));
        Assert.Equal("POST /api/v0/hosts/abc/retire", (await api.NextAsync()).ToString());
        Assert.False(File.Exists(IdPath));
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("Yes\n", true)]
    [InlineData("\n", false)]
    [InlineData("n\n", false)]
    [InlineData("", false)]
    public async Task On_a_terminal_it_asks_which_host_is_meant(string answer, bool isRetired)
    {
        await using RecordingApi api = await RecordingApi.StartAsync(request => request.Method == "GET" ? Reply.Host("abc") : Reply.Success);

        (int exit, string output, string error) = await RunAsync(api, new StringReader(answer));

        Assert.Equal((isRetired ? 0 : 1, isRetired ? "" : "check-tcpd: nothing is retired\n"), (exit, error));
        Assert.StartsWith("retire this host? (host id abc, name vm) [y/N] ", output, StringComparison.Ordinal);
        Assert.Equal(!isRetired, File.Exists(IdPath));
        Assert.Equal(isRetired ? 2 : 1, api.Unseen);
    }

    [Fact]
    public async Task Without_a_terminal_it_wants_force()
    {
        await using RecordingApi api = await RecordingApi.StartAsync(_ => Reply.Success);

        Assert.Equal((1, "", "check-tcpd: there is no terminal to ask on; retire with --force\n"), await RunAsync(api, terminal: null));
        Assert.Equal(0, api.Unseen);
    }

    [Fact]
    public async Task A_host_that_is_gone_already_is_forgotten()
    {
        await using RecordingApi api = await RecordingApi.StartAsync(_ => Reply.Error(404, "Host Not Found."));

        (int exit, string output, _) = await RunAsync(api, new StringReader("y\n"));

        Assert.Equal(0, exit);
        Assert.EndsWith($"Mackerel has no host abc any more; {IdPath} is deleted\n", output, StringComparison.Ordinal);
        Assert.False(File.Exists(IdPath));
    }

    [Fact]
    public async Task Without_an_id_there_is_nothing_to_retire()
    {
        await using RecordingApi api = await RecordingApi.StartAsync(_ => Reply.Success);

        (int exit, _, string error) = await RunAsync(api, terminal: null, ["--force"], id: null);

        Assert.Equal((1, $"check-tcpd: {IdPath} does not exist: this host is not registered at Mackerel\n"), (exit, error));
    }

    [Fact]
    public async Task Without_a_key_nothing_can_be_retired()
    {
        string file = _folder.Write("c.conf", "");

        Assert.Equal((1, "", $"check-tcpd: {file} has no apikey, without which Mackerel takes no orders\n"), await CallAsync(null, "--force", "--config", file));
    }

    [Fact]
    public async Task While_a_daemon_runs_it_refuses()
    {
        await using RecordingApi api = await RecordingApi.StartAsync(_ => Reply.Success);
        using var daemon = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        daemon.Bind(new UnixDomainSocketEndPoint(_folder / "check-tcpd.sock"));
        daemon.Listen();

        (int exit, _, string error) = await RunAsync(api, terminal: null, "--force");

        Assert.Equal((1, $"check-tcpd: check-tcpd runs on {_folder.Path} and reports for this host; stop it first\n"), (exit, error));
        Assert.Equal(0, api.Unseen);
        Assert.True(File.Exists(IdPath));
    }

    [Fact]
    public async Task A_refusal_is_told_and_the_id_stays()
    {
        await using RecordingApi api = await RecordingApi.StartAsync(_ => Reply.Error(403, "no"));

        (int exit, _, string error) = await RunAsync(api, terminal: null, "--force");

        Assert.Equal(
            (1, $"check-tcpd: POST {api.Address}/api/v0/hosts/abc/retire: 403 Forbidden: no; look at apikey in the configuration\n"), (exit, error));
        Assert.True(File.Exists(IdPath));
    }

    public void Dispose() => _folder.Dispose();

    private Task<(int Exit, string Output, string Error)> RunAsync(RecordingApi api, TextReader? terminal, params string[] options) =>
        RunAsync(api, terminal, options, "abc");

    private Task<(int Exit, string Output, string Error)> RunAsync(RecordingApi api, TextReader? terminal, string[] options, string? id)
    {
        if (id is not null)
        {
            _folder.Write("id", id);
        }

        string file = _folder.Write("c.conf", $"apikey = \"k\"\napibase = \"{api.Address}\"\nroot = \"{_folder.Path}\"\nhttp_proxy = \"direct\"\n");
        return CallAsync(terminal, [.. options, "--config", file]);
    }

    private static async Task<(int Exit, string Output, string Error)> CallAsync(TextReader? terminal, params string[] arguments)
    {
        var places = new Places();
        var root = new RootCommand { RetireCommand.Create(places, terminal) };
        root.Add(places.Configuration);
        root.Add(places.DataDirectory);
        using StringWriter output = new(), error = new();
        int exit = await root.Parse(["retire", .. arguments])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
