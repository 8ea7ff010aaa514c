using CheckTcp.TestSupport.Mackerel.Api;
using CheckTcp.TestSupport.Mackerel.Faults;

namespace CheckTcp.TestSupport.Mackerel;

/// <summary>A stand-in of Mackerel's API in this process, on a free port of 127.0.0.1.</summary>
/// <example><code>
/// await using MackerelStandIn mackerel = await MackerelStandIn.StartAsync(time);
/// await mackerel.BreakAsync(Fault.Status(503) with { On = FaultScope.Reports, Times = 2 });
/// ... // the client works against mackerel.Address with MackerelStandIn.ApiKey
/// StandInRecord record = await mackerel.UntilRequestsAsync(3, request => request.Checks.Contains("ftp"));
/// </code></example>
public sealed class MackerelStandIn : IMackerelStandIn
{
    /// <summary>The key that may read and write.</summary>
    public const string ApiKey = "standInKey";

    /// <summary>A key that may only read.</summary>
    public const string ReadOnlyApiKey = "standInReadOnlyKey";

    private readonly StateJournal? _journal;
    private readonly StandInState _state;
    private readonly FaultSwitch _faults = new();
    private readonly LoopbackServer _server;

    private MackerelStandIn(TimeProvider time, int port, StateJournal? journal)
    {
        _journal = journal;
        _state = new StandInState(new ApiKeys(ApiKey, ReadOnlyApiKey), time, journal);
        _server = new LoopbackServer(port, new StandInHandler(_state, _faults, time).HandleAsync);
    }

    public Uri Address => _server.Address;

    /// <summary>What it has recorded up to now.</summary>
    public StandInRecord Record => _state.Record;

    /// <param name="time">The server's clock.</param>
    public static Task<MackerelStandIn> StartAsync(TimeProvider time) => StartAsync(time, port: 0, journal: null);

    public Task BreakAsync(Fault fault)
    {
        _faults.TurnOn(fault);
        return Task.CompletedTask;
    }

    public Task HealAsync()
    {
        _faults.TurnAllOff();
        return _server.OpenAsync();
    }

    public Task RefuseAsync() => _server.CloseAsync();

    public Task<ApiReply> ActByHandAsync(string method, string target, string body) => Task.FromResult(_state.ActByHand(method, target, body));

    public Task<StandInRecord> RecordAfterAsync(long version, CancellationToken cancellation) => _state.RecordAfterAsync(version, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _journal?.Dispose();
    }

    /// <param name="time">The server's clock.</param>
    /// <param name="port">0 for a free one.</param>
    /// <param name="journal">The file that keeps what it has seen, and from which it goes on; <c>null</c> for none.</param>
    internal static async Task<MackerelStandIn> StartAsync(TimeProvider time, int port, string? journal)
    {
        MackerelStandIn standIn = new(time, port, journal is null ? null : new StateJournal(journal));
        standIn._state.Replay();
        await standIn._server.OpenAsync();
        return standIn;
    }
}
