using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.TestSupport;

/// <summary>The server's side of a TLS 1.3 connection by OpenSSL, in memory: SslStream sends no key updates, and tickets only at the handshake.</summary>
/// <remarks>What is said is kept until it is taken, so that any number of records can be sent in one piece.</remarks>
public sealed partial class OpenSslSession : IDisposable
{
    private const string Tls = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";
    private const int EllipticCurve = 408; // EVP_PKEY_EC
    private const int NotRequested = 0; // SSL_KEY_UPDATE_NOT_REQUESTED
    private const int RecordHeadBytes = 5;
    private const int Pending = 10; // BIO_CTRL_PENDING

    private readonly nint _context = SSL_CTX_new(TLS_server_method());
    private readonly nint _session;
    private readonly nint _incoming = BIO_new(BIO_s_mem());
    private readonly nint _outgoing = BIO_new(BIO_s_mem());

    private OpenSslSession(ServerCertificate certificate)
    {
        byte[] leaf = certificate.Leaf.RawData;
        Expect(SSL_CTX_use_certificate_ASN1(_context, leaf.Length, leaf));
        byte[] key = certificate.Leaf.GetECDsaPrivateKey()!.ExportECPrivateKey();
        Expect(SSL_CTX_use_PrivateKey_ASN1(EllipticCurve, _context, key, new CLong(key.Length)));
        _session = SSL_new(_context);
        SSL_set_bio(_session, _incoming, _outgoing);
        SSL_set_accept_state(_session);
    }

    /// <summary>Meets a client that starts TLS.</summary>
    public static async Task<OpenSslSession> AcceptAsync(ScriptedPeer peer, ServerCertificate certificate)
    {
        var session = new OpenSslSession(certificate);
        while (SSL_is_init_finished(session._session) == 0)
        {
            byte[] head = await peer.ReceiveBytesAsync(RecordHeadBytes);
            byte[] record = [.. head, .. await peer.ReceiveBytesAsync((head[3] << 8) | head[4])];
            Expect(BIO_write(session._incoming, record, record.Length));
            _ = SSL_do_handshake(session._session);
            await peer.SendAsync(session.Take());
        }

        return session;
    }

    /// <summary>Announces new keys and goes on with them (RFC 8446 section 4.6.3).</summary>
    public void UpdateKeys()
    {
        Expect(SSL_key_update(_session, NotRequested));
        Expect(SSL_do_handshake(_session));
    }

    /// <summary>Hands out a ticket for another session (RFC 8446 section 4.6.1).</summary>
    public void GiveTicket()
    {
        Expect(SSL_new_session_ticket(_session));
        Expect(SSL_do_handshake(_session));
    }

    /// <summary>Says the bytes in a record of their own.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => Expect(SSL_write(_session, bytes.ToArray(), bytes.Length));

    /// <summary>What was said since the last look, as it is to be sent.</summary>
    public byte[] Take()
    {
        byte[] records = new byte[BIO_ctrl(_outgoing, Pending, new CLong(0), 0)];
        if (records.Length > 0)
        {
            Expect(BIO_read(_outgoing, records, records.Length));
        }

        return records;
    }

    public void Dispose()
    {
        SSL_free(_session); // and what it reads and writes
        SSL_CTX_free(_context);
    }

    private static void Expect(int result)
    {
        if (result <= 0)
        {
            throw new CryptographicException($"OpenSSL: error {ERR_get_error().Value:X}");
        }
    }

    [LibraryImport(Tls)]
    private static partial nint TLS_server_method();

    [LibraryImport(Tls)]
    private static partial nint SSL_CTX_new(nint method);

    [LibraryImport(Tls)]
    private static partial void SSL_CTX_free(nint context);

    [LibraryImport(Tls)]
    private static partial int SSL_CTX_use_certificate_ASN1(nint context, int length, byte[] certificate);

    [LibraryImport(Tls)]
    private static partial int SSL_CTX_use_PrivateKey_ASN1(int kind, nint context, byte[] key, CLong length);

    [LibraryImport(Tls)]
    private static partial nint SSL_new(nint context);

    [LibraryImport(Tls)]
    private static partial void SSL_free(nint session);

    [LibraryImport(Tls)]
    private static partial void SSL_set_bio(nint session, nint incoming, nint outgoing);

    [LibraryImport(Tls)]
    private static partial void SSL_set_accept_state(nint session);

    [LibraryImport(Tls)]
    private static partial int SSL_is_init_finished(nint session);

    [LibraryImport(Tls)]
    private static partial int SSL_do_handshake(nint session);

    [LibraryImport(Tls)]
    private static partial int SSL_key_update(nint session, int kind);

    [LibraryImport(Tls)]
    private static partial int SSL_new_session_ticket(nint session);

    [LibraryImport(Tls)]
    private static partial int SSL_write(nint session, byte[] bytes, int length);

    [LibraryImport(Crypto)]
    private static partial nint BIO_s_mem();

    [LibraryImport(Crypto)]
    private static partial nint BIO_new(nint method);

    [LibraryImport(Crypto)]
    private static partial int BIO_write(nint bio, byte[] bytes, int length);

    [LibraryImport(Crypto)]
    private static partial int BIO_read(nint bio, byte[] bytes, int length);

    [LibraryImport(Crypto)]
    private static partial nint BIO_ctrl(nint bio, int command, CLong number, nint pointer);

    [LibraryImport(Crypto)]
    private static partial CULong ERR_get_error();
}
