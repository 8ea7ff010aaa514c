using System.Net.Sockets;
using System.Security.Authentication;

namespace CheckTcp.TestSupport;

/// <summary>A connection on which the script is played to its end, and then to the client's.</summary>
internal sealed class PlayedConnection
{
    private readonly TaskCompletionSource<ConnectionEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PlayedConnection(Socket socket, Func<ScriptedPeer, Task> script, CancellationToken stopped) =>
        Played = PlayAsync(new PeerConnection(socket, Received, stopped), script);

    public Recording Received { get; } = new();

    public Task<ConnectionEnd> Ended => _ended.Task;

    /// <summary>Fails with what the script threw, but for what the client did by going away.</summary>
    public Task Played { get; }

    private async Task PlayAsync(PeerConnection connection, Func<ScriptedPeer, Task> script)
    {
        ConnectionEnd end = ConnectionEnd.CutByServer;
        await Task.Yield(); // whatever the script does, others are accepted meanwhile
        try
        {
            end = await UntilClientLeavesAsync(() => PlayThenFinishAsync(connection, script))
                ?? await UntilClientLeavesAsync(connection.ReadToEndAsync)
                ?? ConnectionEnd.Finished;
        }
        catch (Exception e) when (connection.IsCut && (e is OperationCanceledException or ObjectDisposedException))
        {
            // The server was disposed, or the script has reset the connection: not the script's fault.
        }
        finally
        {
            connection.Dispose();
            _ended.SetResult(end);
        }
    }

    private static async Task PlayThenFinishAsync(PeerConnection connection, Func<ScriptedPeer, Task> script)
    {
        await script(new ScriptedPeer(connection));
        await connection.FinishAsync();
    }

    /// <returns>Null while the end is not known: the act went through, or failed in a way that leaves FIN or RST to be read.</returns>
    private static async Task<ConnectionEnd?> UntilClientLeavesAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            return (e as SocketException ?? e.InnerException as SocketException)?.SocketErrorCode switch
            {
                SocketError.ConnectionReset => ConnectionEnd.Reset,
                // EPIPE, where RST would read ECONNRESET: the client had sent its FIN before.
                SocketError.Shutdown => ConnectionEnd.Finished,
                _ => null,
            };
        }
    }
}
