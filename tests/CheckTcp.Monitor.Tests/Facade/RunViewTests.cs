using System.Text.Json;
using CheckTcp.CommandLine;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution;
using CheckTcp.Monitor.Facade;
using CheckTcp.Monitor.Facade.Remote;
using CheckTcp.Monitor.Tests.Execution;
using CheckTcp.Monitor.Tests.Execution.Children;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Facade;

public sealed class RunViewTests : IAsyncDisposable
{
    private readonly Executor _executor = new(new Prober(), TimeProvider.System, new LogLines(), Child.Environment);

    [Fact]
    public async Task A_run_carries_the_object_of_check_tcp_and_the_dialogue_as_check_tcp_shows_it()
    {
        await using ScriptedServer server = Server();

        RunView run = await RunAsync("-H", "127.0.0.1", "-p", $"{server.Port}", "-e", "^220");

        JsonElement result = JsonSerializer.SerializeToElement(run, ControlJson.Readable.RunView).GetProperty("result");
        Assert.Equal((1, "OK"), (result.GetProperty("version").GetInt32(), result.GetProperty("status").GetString()));
        Assert.Equal("220 ready\\r\\n", result.GetProperty("transcript").GetProperty("pieces")[0].GetProperty("text").GetString());
        Assert.Matches(@"^\d\.\d{6} s received 11 bytes$", run.Transcript[0]);
        Assert.EndsWith("220 ready..", run.Transcript[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_each_address_is_checked_the_dialogue_of_each_is_shown()
    {
        await using ScriptedServer server = Server();

        RunView run = await RunAsync("-H", "127.0.0.1", "-p", $"{server.Port}", "-e", "^220", "--all-addresses", "all");

        Assert.Equal($"127.0.0.1:{server.Port}:", run.Transcript[0]);
        Assert.Matches("received 11 bytes$", run.Transcript[1]);
    }

    [Fact]
    public async Task A_request_that_makes_no_sense_has_an_object_and_a_child_has_none()
    {
        RunView senseless = await RunAsync("-p", "70000");
        CheckDefinition child = new() { Name = "a", Program = Child.Shell("echo fine") };

        Assert.Equal("UNKNOWN", senseless.Result!.Value.GetProperty("status").GetString());
        Assert.Null(LiveMonitor.Of(child, await _executor.ObserveAsync(child, TestContext.Current.CancellationToken)).Result);
    }

    public ValueTask DisposeAsync() => _executor.DisposeAsync();

    private static ScriptedServer Server() => ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));

    private async Task<RunView> RunAsync(params string[] arguments)
    {
        CheckDefinition check = new() { Name = "a", Program = new TcpProgram(CheckCommand.Parse(arguments)) };
        return LiveMonitor.Of(check, await _executor.ObserveAsync(check, TestContext.Current.CancellationToken));
    }
}
