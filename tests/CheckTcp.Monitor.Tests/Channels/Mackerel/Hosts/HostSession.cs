using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Channels.Mackerel.Hosts;
using CheckTcp.Monitor.Tests.Channels.Mackerel.Api;
using CheckTcp.Monitor.Tests.Execution;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Hosts;

/// <summary>This host with a Mackerel that answers as the test says, its file and its log.</summary>
internal sealed class HostSession : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<MackerelApi> _clients = [];

    private HostSession(RecordingApi server)
    {
        Server = server;
        File = new HostIdFile(_folder / "root/id");
        Host = new OwnHost(File, Time, Log);
    }

    public RecordingApi Server { get; }

    public WatchedTime Time { get; } = new();

    public LogLines Log { get; } = new();

    public HostIdFile File { get; }

    public OwnHost Host { get; private set; }

    public string FolderPath => _folder.Path;

    /// <summary>A Mackerel where all goes well, but for what the test says.</summary>
    public static async Task<HostSession> StartAsync(Func<RecordedRequest, Reply?>? answer = null) =>
        new(await RecordingApi.StartAsync(request => answer?.Invoke(request) ?? Usual(request)));

    public static Reply Usual(RecordedRequest request) => request switch
    {
        { Method: "POST", Target: "/api/v0/hosts" } => Reply.Id("new1"),
        { Method: "GET" } => Reply.Host(request.Target.Split('/')[^1]),
        _ => Reply.Success,
    };

    public HostTerms Terms(string key = "k", string? onStart = null, string? onStop = null, string check = "ftp")
    {
        MackerelApi api = Server.Client(key);
        _clients.Add(api);
        return new HostTerms(
            api,
            () => new HostDescription("vm", null, new HostMeta { AgentName = "a", AgentVersion = "0" }, [], [], [new DescribedCheck(check, null)]),
            onStart,
            onStop);
    }

    public Task StartHostAsync(HostTerms? terms = null) => Host.StartAsync(terms ?? Terms(), TestContext.Current.CancellationToken);

    /// <summary>The daemon is gone, and another one begins.</summary>
    public async Task RestartAsync()
    {
        await Host.StopAsync(TestContext.Current.CancellationToken);
        Host.Dispose();
        Host = new OwnHost(File, Time, Log);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync(new CancellationToken(canceled: true));
        Host.Dispose();
        _clients.ForEach(client => client.Dispose());
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
