namespace CheckTcp.Probing;

/// <summary>Why a run failed.</summary>
public enum FailureCause
{
    /// <summary>Nobody listens there (ECONNREFUSED).</summary>
    Refused,

    /// <summary>Somebody listens where nobody should (<see cref="TcpCheck.ExpectClosed"/>).</summary>
    Open,

    /// <summary>The deadline passed, or the kernel gave up waiting (ETIMEDOUT).</summary>
    TimedOut,

    /// <summary>No route to the network or the host, or a router or firewall on the way rejects the connection.</summary>
    Unreachable,

    /// <summary>The peer cut the connection (ECONNRESET, EPIPE).</summary>
    Reset,

    /// <summary>The peer closed the connection where it should have spoken.</summary>
    Closed,

    /// <summary>The name has no address, or none of the family asked for.</summary>
    NameNotFound,

    /// <summary>The name servers could not be asked; the name may well exist.</summary>
    ResolverFailed,

    /// <summary>The path of a Unix socket does not exist.</summary>
    NoSuchSocket,

    /// <summary>There is a file at the path of a Unix socket, but it is no socket.</summary>
    NotASocket,

    /// <summary>This process may not connect there, or a route or policy of this machine forbids it (EACCES, EPERM).</summary>
    PermissionDenied,

    /// <summary>The peer ended the handshake with a TLS alert (RFC 8446 section 6).</summary>
    TlsAlert,

    /// <summary>The handshake failed otherwise: what came was no TLS, or nothing was agreed on.</summary>
    TlsProtocol,

    /// <summary>The handshake went well where the server was to refuse (<see cref="TlsSettings.ExpectedAlert"/>).</summary>
    TlsNotRefused,

    /// <summary>The certificate, or one above it, is past its last day.</summary>
    CertificateExpired,

    /// <summary>The certificate, or one above it, is before its first day.</summary>
    CertificateNotYetValid,

    /// <summary>The certificate is signed by itself and not trusted.</summary>
    CertificateSelfSigned,

    /// <summary>The chain ends at an issuer that is not trusted.</summary>
    CertificateUnknownIssuer,

    /// <summary>The certificate is for another name.</summary>
    CertificateWrongName,

    /// <summary>The OCSP response that the server stapled says that its certificate was revoked.</summary>
    CertificateRevokedByStaple,

    /// <summary>The server stapled no valid OCSP response where one is required.</summary>
    CertificateStapleMissing,

    /// <summary>The chain is wrong in another way: a bad signature, a wrong purpose.</summary>
    CertificateInvalid,

    /// <summary>None of the keys is one of those that were pinned (<see cref="TlsSettings.Pins"/>).</summary>
    CertificatePinMismatch,

    /// <summary>The response does not match the pattern.</summary>
    Mismatch,

    /// <summary>The response matches a pattern that is rejected.</summary>
    Rejected,

    /// <summary>The peer sent more than there is room for: a message or a line of which something was wanted.</summary>
    TooLong,

    /// <summary>Bytes came in the clear between the go-ahead for TLS and its beginning, where anyone could have put them
    /// (RFC 3207 section 4.2).</summary>
    PlaintextBeforeTls,

    /// <summary>The proxy does not make the connection: it requires credentials or other ones, its rules forbid it, or it gives no reason that
    /// says more about the target.</summary>
    ProxyDenied,

    /// <summary>The answer is in another protocol than that of such a proxy, or longer than it may be.</summary>
    NotAProxy,

    /// <summary>All addresses pass, but the target has fewer than have to.</summary>
    TooFewAddresses,

    /// <summary>The machine that checks is at fault: no descriptors, no memory, no such local address.</summary>
    Local,
}
