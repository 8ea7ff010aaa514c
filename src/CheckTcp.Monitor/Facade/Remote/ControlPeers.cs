using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Facade.Remote;

/// <summary>Who may ask over the control socket: root, our own user, and our group. The mode of the file says so, too; this holds even if
/// somebody loosens that.</summary>
internal sealed partial class ControlPeers(ILogger<ControlPeers> log)
{
    private readonly PeerCredentials _self = PeerCredentials.OfThisProcess;
    private int _refused;

    /// <summary>Lets a connection through, or closes it.</summary>
    public ConnectionDelegate Admit(ConnectionDelegate next) => async connection =>
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket && PeerCredentials.Of(socket).MayAsk(_self))
        {
            await next(connection);
            return;
        }

        if (Interlocked.Increment(ref _refused) == 1)
        {
            LogRefused();
        }

        connection.Abort();
    };

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "a connection to the control socket was refused: its user is neither root nor ours, and not in our group; further ones are not logged")]
    private partial void LogRefused();
}
