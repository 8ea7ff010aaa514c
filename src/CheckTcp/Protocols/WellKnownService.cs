using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CheckTcp.Protocols;

/// <summary>What is said to a service that is known by name, and where it listens; a check may override each.</summary>
public sealed class WellKnownService
{
    private readonly Func<Target, ImmutableArray<Step>> _steps;

    internal WellKnownService(string name, int port, string source, Func<Target, ImmutableArray<Step>> steps) =>
        (Name, Port, Source, _steps) = (name, port, source, steps);

    /// <summary>Every service, in the order of the documentation: those of Mackerel's check-tcp come first.</summary>
    public static IReadOnlyList<WellKnownService> All { get; } =
    [
        FtpService.Plain,
        PopService.Plain,
        PopService.Plain.OverTls("SPOP", 995),
        ImapService.Plain,
        ImapService.Plain.OverTls("SIMAP", 993),
        SmtpService.Plain,
        SmtpService.Plain.OverTls("SSMTP", 465),
        GearmanService.Plain,
        AmqpService.Plain,
        AmqpService.Plain.OverTls("AMQPS", 5671),
        ClamdService.Plain,
        DnsService.Plain,
        DnsService.Plain.OverTls("DOT", 853),
        GitService.Plain,
        HttpService.Plain,
        HttpService.Plain.OverTls("HTTPS", 443),
        IrcService.Plain,
        IrcService.Plain.OverTls("IRCS", 6697),
        JabberService.Plain,
        JabberService.Plain.OverTls("JABBERS", 5223),
        KafkaService.Plain,
        LdapService.Plain,
        LdapService.Plain.OverTls("LDAPS", 636),
        LmtpService.Plain,
        MemcachedService.Plain,
        MongoDbService.Plain,
        MqttService.Plain,
        MqttService.Plain.OverTls("MQTTS", 8883),
        MySqlService.Plain,
        NntpService.Plain,
        NntpService.Plain.OverTls("NNTPS", 563),
        PostgresService.Plain,
        RdpService.Plain,
        RedisService.Plain,
        RsyncService.Plain,
        SieveService.Plain,
        SipService.Plain,
        SipService.Secured,
        SpamdService.Plain,
        SshService.Plain,
        TelnetService.Plain,
        VncService.Plain,
        ZooKeeperService.Plain,
    ];

    /// <summary>In capitals, as the report shows it.</summary>
    public string Name { get; }

    /// <summary>Where the service usually listens.</summary>
    public int Port { get; }

    /// <summary>Whether it speaks TLS from the first byte on.</summary>
    public bool Tls { get; private init; }

    /// <summary>The document that the dialogue follows.</summary>
    public string Source { get; }

    /// <summary>How one leaves, without the line end; or <c>null</c> where one just closes or the steps have a goodbye.</summary>
    public string? Quit { get; internal init; }

    /// <summary>The name of the <see cref="StartTlsProtocol"/> by which it starts TLS, or <c>null</c> where it has none.</summary>
    internal string? StartsTlsBy { get; init; }

    /// <summary>What is said once that has been done; <c>null</c> where the server speaks first: it greeted before, and does not greet
    /// again.</summary>
    internal Func<Target, ImmutableArray<Step>>? UnderTls { get; init; }

    /// <summary>The dialogue where the greeting alone proves too little, goodbye included: one exchange more. Of a server that reads first what the
    /// greeting does not wait for, such as a header of the PROXY protocol, the exchange shows how it took that. The binary
    /// header holds the line QUIT, which such a server may answer: another command is asked where there is one. <c>null</c> where there is none, or
    /// where <see cref="Steps"/> ask for something anyway.</summary>
    internal Func<ImmutableArray<Step>>? BeyondGreeting { get; init; }

    /// <summary>Finds a service by its name, in any case.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out WellKnownService? service)
    {
        foreach (WellKnownService candidate in All)
        {
            if (candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                service = candidate;
                return true;
            }
        }

        service = null;
        return false;
    }

    /// <summary>What is said, without <see cref="Quit"/>; the last answer tells whether the service does its work.</summary>
    /// <param name="target">The server, whom some protocols call by its name.</param>
    public ImmutableArray<Step> Steps(Target target) => _steps(target);

    /// <summary>The same under TLS.</summary>
    /// <param name="name">In capitals.</param>
    /// <param name="port">Where it usually listens.</param>
    /// <param name="steps">What is said there, where it is not the same to the letter.</param>
    internal WellKnownService OverTls(string name, int port, Func<Target, ImmutableArray<Step>>? steps = null) =>
        new(name, port, Source, steps ?? _steps) { Tls = true, Quit = Quit, BeyondGreeting = BeyondGreeting };
}
