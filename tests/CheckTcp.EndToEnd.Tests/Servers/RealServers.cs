using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>The servers of Debian's packages, each started once for all the tests of the collection.</summary>
/// <remarks>Those with TLS have the certificate <see cref="TestCertificates.Valid"/> for localhost.</remarks>
public sealed class RealServers : IAsyncLifetime
{
    public Vsftpd Vsftpd { get; private set; } = null!;

    public Dovecot Dovecot { get; private set; } = null!;

    public Exim Exim { get; private set; } = null!;

    public Nginx Nginx { get; private set; } = null!;

    public Gearmand Gearmand { get; private set; } = null!;

    public Microsocks Microsocks { get; private set; } = null!;

    public Tinyproxy Tinyproxy { get; private set; } = null!;

    /// <summary>The port of a service by its name in <c>--service</c>.</summary>
    public int PortOf(string service) => service.ToUpperInvariant() switch
    {
        "FTP" => Vsftpd.Port,
        "POP" => Dovecot.Pop,
        "SPOP" => Dovecot.Spop,
        "IMAP" => Dovecot.Imap,
        "SIMAP" => Dovecot.Simap,
        "SMTP" => Exim.Smtp,
        "SSMTP" => Exim.Ssmtp,
        "GEARMAN" => Gearmand.Port,
        "LMTP" => Dovecot.Lmtp,
        "SIEVE" => Dovecot.Sieve,
        "HTTP" => Nginx.Http,
        "HTTPS" => Nginx.Https,
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "no server is started for it"),
    };

    public async ValueTask InitializeAsync()
    {
        Vsftpd = await Vsftpd.StartAsync(TestCertificates.ValidRsa);
        Dovecot = await Dovecot.StartAsync(TestCertificates.Valid);
        Exim = await Exim.StartAsync(TestCertificates.ValidRsa);
        Nginx = await Nginx.StartAsync(TestCertificates.Valid);
        Gearmand = await Gearmand.StartAsync();
        Microsocks = await Microsocks.StartAsync();
        Tinyproxy = await Tinyproxy.StartAsync();
    }

    public ValueTask DisposeAsync()
    {
        foreach (ServerProcess? started in (ServerProcess?[])
            [Vsftpd?.Process, Dovecot?.Process, Exim?.Process, Nginx?.Process, Gearmand?.Process,
                Microsocks?.Process, Tinyproxy?.Process])
        {
            started?.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
