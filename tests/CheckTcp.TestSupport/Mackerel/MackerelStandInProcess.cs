using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using CheckTcp.TestSupport.Mackerel.Api;
using CheckTcp.TestSupport.Mackerel.Control;
using CheckTcp.TestSupport.Mackerel.Faults;

namespace CheckTcp.TestSupport.Mackerel;

/// <summary>A stand-in of Mackerel's API in a process of its own, which can be killed and started again: it knows then what it knew.</summary>
/// <remarks>Faults are not kept over a kill. While it is down connections are refused, and nothing can be asked of it.</remarks>
public sealed class MackerelStandInProcess : IMackerelStandIn
{
    private readonly string _program;
    private readonly TemporaryFolder _folder = new();
    private readonly Socket _reserved = LoopbackServer.Bound(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };
    private Process? _process;
    private Uri _control = new("http://127.0.0.1/");
    private StandInRecord _known = StandInRecord.Empty;

    private MackerelStandInProcess(string program) => _program = program;

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    private int Port => ((IPEndPoint)_reserved.LocalEndPoint!).Port;

    /// <param name="program">The binary of the stand-in.</param>
    public static async Task<MackerelStandInProcess> StartAsync(string program)
    {
        MackerelStandInProcess standIn = new(program);
        await standIn.StartAgainAsync();
        return standIn;
    }

    /// <summary>Starts it on the same port, after a kill.</summary>
    public async Task StartAgainAsync()
    {
        ProcessStartInfo start = new(_program, [$"{Port}", _folder / "journal"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{_program} did not start");
        string? address = await _process.StandardOutput.ReadLineAsync();
        string? control = await _process.StandardOutput.ReadLineAsync();
        _control = address == Address.ToString() && control is not null ? new Uri(control)
            : throw new InvalidOperationException($"{_program} did not say where it listens, but: {address} {control}");
        _known = StandInRecord.Empty;
    }

    /// <summary>Ends it as a crash would.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    public Task BreakAsync(Fault fault) => PostAsync("break", fault);

    public Task HealAsync() => PostAsync("heal", "");

    public Task RefuseAsync() => PostAsync("refuse", "");

    public async Task<ApiReply> ActByHandAsync(string method, string target, string body)
    {
        using HttpResponseMessage response = await PostAsync("hand", new HandCall(method, target, body));
        return (await response.Content.ReadFromJsonAsync<ApiReply>(StandInJson.Options))!;
    }

    public async Task<StandInRecord> RecordAfterAsync(long version, CancellationToken cancellation)
    {
        // What is known already need not be sent again.
        StandInRecord known = _known;
        string since = $"since={known.Version}&reports={known.Reports.Count}&notifications={known.Notifications.Count}";
        StandInRecord later = (await _client.GetFromJsonAsync<StandInRecord>(
            new Uri(_control, $"control/record?after={version}&{since}"), StandInJson.Options, cancellation))!;
        return _known = known.GoneOn(later);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _client.Dispose();
        _reserved.Dispose();
        _folder.Dispose();
    }

    private async Task<HttpResponseMessage> PostAsync<T>(string what, T body)
    {
        HttpResponseMessage response = await _client.PostAsJsonAsync(new Uri(_control, $"control/{what}"), body, StandInJson.Options);
        return response.EnsureSuccessStatusCode();
    }
}
