using System.Net;
using CheckTcp.Probing.Conversations;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Routes;

/// <summary>What is to be said on a connection before the dialogue, so that it leads to the target: to the proxy, and about the
/// connection itself.</summary>
internal sealed class Passage(TcpCheck check, EndPoint? beyond, Transport transport, Outgoing outgoing, Deadline deadline)
{
    /// <summary>How long the proxy took; <c>null</c> without one.</summary>
    public TimeSpan? Asking { get; private set; }

    /// <returns>Why it leads nowhere, or <c>null</c>.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<Failure?> OpenAsync(EndPoint connectedTo)
    {
        if (beyond is not null && await AskProxyAsync(check.Route.Proxy!, EndPointText.Of(connectedTo), beyond).ConfigureAwait(false) is { } failure)
        {
            return failure;
        }

        return check.Route.ProxyProtocol is { } version && !check.ExpectClosed
            ? await AnnounceAsync(version, connectedTo).ConfigureAwait(false)
            : null;
    }

    private async ValueTask<Failure?> AskProxyAsync(Proxy proxy, string address, EndPoint destination)
    {
        TimeSpan start = deadline.Elapsed;
        var reader = new ExactReader(transport);
        try
        {
            ProxyRefusal? refusal = proxy.Kind == ProxyKind.HttpConnect
                ? await HttpConnectTunnel.OpenAsync(transport, reader, proxy, check.Secrets, destination).ConfigureAwait(false)
                : await Socks5Tunnel.OpenAsync(transport, reader, proxy, destination).ConfigureAwait(false);
            return refusal is null ? null : Failure.Of(Phase.Proxy, refusal.Cause, address, refusal.Words);
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            Failure failure = ConnectionFault.Of(e, Phase.Proxy, $"{address}: {ProxyRefusal.NoConnectionTo(destination)}", deadline, reader.PeerClosed);
            return failure with { Message = failure.Message + WhichFailed(failure.Cause, reader.HasHeard, proxy.Kind) };
        }
        finally
        {
            Asking = deadline.Elapsed - start;
        }
    }

    /// <summary>A proxy that answers in SOCKS lives; what follows is about the target. <c>ssh -D</c> closes without a reply whatever it was that
    /// failed. Of HTTP nothing is heard before the target has answered.</summary>
    private static string WhichFailed(FailureCause cause, bool hasHeard, ProxyKind kind) => (cause, hasHeard) switch
    {
        (FailureCause.TimedOut, true) => "; the proxy answers, the target does not",
        (FailureCause.TimedOut, false) => kind == ProxyKind.HttpConnect
            ? "; the proxy has not answered, it may be waiting for the target"
            : "; the proxy has not answered, make sure that it is a SOCKS 5 proxy",
        (FailureCause.Closed or FailureCause.Reset, true) => "; the proxy answers, but gave no reason",
        (FailureCause.Closed or FailureCause.Reset, false) =>
            $"; the proxy has not answered, make sure that it is {(kind == ProxyKind.HttpConnect ? "an HTTP" : "a SOCKS 5")} proxy",
        _ => "",
    };

    private async ValueTask<Failure?> AnnounceAsync(ProxyProtocolVersion version, EndPoint connectedTo)
    {
        try
        {
            // The addresses behind a proxy are the proxy's own affair.
            IPEndPoint? local = beyond is null ? transport.LocalEndPoint() : null;
            await outgoing.SendAsync(transport, ProxyHeader.Of(version, local, connectedTo as IPEndPoint)).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            return ConnectionFault.Of(e, Phase.Send, EndPointText.Of(beyond ?? connectedTo), deadline, peerClosed: false);
        }
    }
}
