using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CheckTcp.Protocols;

/// <summary>A protocol that begins in the clear and goes on under TLS.</summary>
/// <remarks>What a peer on the way puts after the go-ahead is not taken for the server's word under TLS: it fails the run.</remarks>
public sealed class StartTlsProtocol
{
    private readonly Func<Target, ImmutableArray<Step>> _upTo;

    internal StartTlsProtocol(string name, int port, string source, Func<Target, ImmutableArray<Step>> upTo) =>
        (Name, Port, Source, _upTo) = (name, port, source, upTo);

    /// <summary>Every protocol, in the order of the documentation.</summary>
    public static IReadOnlyList<StartTlsProtocol> All { get; } =
    [
        SmtpStartTls.Protocol,
        LmtpStartTls.Protocol,
        ImapStartTls.Protocol,
        Pop3StartTls.Protocol,
        FtpStartTls.Protocol,
        XmppStartTls.OfClients,
        XmppStartTls.OfServers,
        LdapStartTls.Protocol,
        PostgresStartTls.Protocol,
        MySqlStartTls.Protocol,
        SieveStartTls.Protocol,
        NntpStartTls.Protocol,
    ];

    /// <summary>As <c>--starttls</c> takes it, in small letters.</summary>
    public string Name { get; }

    /// <summary>Where such a server usually listens.</summary>
    public int Port { get; }

    /// <summary>The document that the steps follow.</summary>
    public string Source { get; }

    /// <summary>What is said under TLS where nothing else is, so that the server is left in order; <c>null</c> where it does not mind.</summary>
    internal Func<ImmutableArray<Step>>? Goodbye { get; init; }

    /// <summary>Finds a protocol by its name, in any case.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out StartTlsProtocol? protocol)
    {
        foreach (StartTlsProtocol candidate in All)
        {
            if (candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                protocol = candidate;
                return true;
            }
        }

        protocol = null;
        return false;
    }

    /// <summary>What is said from the connection up to the handshake, which is the last step.</summary>
    /// <param name="target">The server, whom some protocols call by its name.</param>
    /// <param name="settings">How to speak TLS; its <see cref="TlsSettings.ServerName"/>, where there is one, is that name.</param>
    public ImmutableArray<Step> Steps(Target target, TlsSettings settings) =>
        [.. _upTo(settings.ServerName is { } name ? target.Called(name) : target), new StartTlsStep(settings)];
}
