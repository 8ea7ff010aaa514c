using System.Diagnostics;
using System.Net.Sockets;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A server of a Debian package in the foreground, ready when all its ports accept; it owns its folder.</summary>
public sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2); // on a machine that is busy with other tests

    // When the tests die without a word the pipe to them closes, and the server has to go too.
    private const string Guarded = """
        exec 3<&0
        "$@" >"$LOG" 2>&1 &
        server=$!
        { read -r _; kill "$server"; } <&3 2>/dev/null &
        wait "$server"
        """;

    private readonly Process _process;
    private readonly TemporaryFolder _folder;

    private ServerProcess(Process process, TemporaryFolder folder) => (_process, _folder) = (process, folder);

    /// <param name="folder">Where the server's files are; what it has logged there is shown when it does not start.</param>
    /// <param name="ports">The ports of the loopback interface that it opens.</param>
    /// <param name="program">The program and its arguments.</param>
    public static async Task<ServerProcess> StartAsync(TemporaryFolder folder, int[] ports, params string[] program)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", Guarded, "sh", .. program]) { RedirectStandardInput = true };
        start.Environment["LOG"] = folder / "output.log";
        ServerProcess server = new(Process.Start(start)!, folder);
        try
        {
            await server.UntilReadyAsync(ports);
            return server;
        }
        catch (TimeoutException)
        {
            string logs = server.Logs();
            server.Dispose();
            throw new InvalidOperationException($"{string.Join(' ', program)} did not start:\n{logs}");
        }
    }

    /// <summary>Waits until it has logged this; what it has not logged in two minutes, it will not.</summary>
    /// <returns>All that it has logged then.</returns>
    /// <exception cref="TimeoutException">It has not; with what it has logged instead.</exception>
    public Task<string> UntilLoggedAsync(string text) => UntilLoggedAsync(logs => logs.Contains(text, StringComparison.Ordinal), text);

    /// <inheritdoc cref="UntilLoggedAsync(string)"/>
    public async Task<string> UntilLoggedAsync(Predicate<string> isLogged, string text)
    {
        using CancellationTokenSource deadline = new(Patience);
        string logs;
        while (!isLogged(logs = Logs()))
        {
            if (deadline.IsCancellationRequested)
            {
                throw new TimeoutException($"\"{text}\" is not in the log:\n{logs}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return logs;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task UntilReadyAsync(int[] ports)
    {
        using CancellationTokenSource deadline = new(Patience);
        foreach (int port in ports)
        {
            while (!await AcceptsAsync(port))
            {
                if (_process.HasExited || deadline.IsCancellationRequested)
                {
                    throw new TimeoutException();
                }

                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>What it has logged so far, to standard output, standard error and files of its folder.</summary>
    public string Logs() => string.Join('\n', Directory.EnumerateFiles(_folder.Path, "*log*")
        .Select(path => $"--- {Path.GetFileName(path)}\n{File.ReadAllText(path)}"));
}
