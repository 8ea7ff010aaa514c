using System.Text;
using CheckTcp.Probing;
using CheckTcp.Protocols;
using CheckTcp.Tests.Probing;
using CheckTcp.TestSupport;
using Transport = CheckTcp.Tests.Probing.Transport;

namespace CheckTcp.Tests.Protocols;

/// <summary>Every protocol against a peer that plays its document. A line of a script is what the server sends; after <c>&gt;</c> what
/// it waits for; <c>hex</c> before it stands for bytes.</summary>
public sealed class StartTlsTests() : ProbingSession(Transport.Blocking)
{
    private const string Features = "<?xml version='1.0'?><stream:stream from='localhost' version='1.0' xmlns='jabber:client' "
        + "xmlns:stream='http://etherx.jabber.org/streams'><stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
        + "<mechanisms/></stream:features>";

    private const string MySqlGreeting = "hex 15 00 00 00 0A 38 2E 30 00 01 00 00 00 31 32 33 34 35 36 37 38 00 00 08 00";
    private const string MySqlRequest = ">hex 20 00 00 01 01 8A 08 00 00 00 00 01 21 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00";
    private const string LdapRequest = ">hex 30 1D 02 01 01 77 18 80 16 31 2E 33 2E 36 2E 31 2E 34 2E 31 2E 31 34 36 36 2E 32 30 30 33 37";

    public static TheoryData<string, string[]> GoodServers => new()
    {
        { "smtp", ["220-two\r\n220 lines\r\n", ">EHLO check-tcp.invalid\r\n", "250-mail\r\n250-STARTTLS\r\n250 HELP\r\n", ">STARTTLS\r\n", "220 go ahead\r\n"] },
        { "smtp", ["220 mail\r\n", ">EHLO check-tcp.invalid\r\n", "250-mail\r\n250 starttls\r\n", ">STARTTLS\r\n", "220\r\n"] },
        { "lmtp", ["220 mail\r\n", ">LHLO check-tcp.invalid\r\n", "250 STARTTLS\r\n", ">STARTTLS\r\n", "220 go ahead\r\n"] },
        { "imap", ["* OK ready\r\n", ">s1 CAPABILITY\r\n", "* CAPABILITY IMAP4rev1 STARTTLS\r\ns1 OK done\r\n", ">s2 STARTTLS\r\n", "s2 OK go\r\n"] },
        { "imap", ["* ok ready\r\n", ">s1 CAPABILITY\r\n", "* CAPABILITY starttls IMAP4rev2\r\n* 1 EXISTS\r\ns1 ok done\r\n", ">s2 STARTTLS\r\n", "* note\r\ns2 ok go\r\n"] },
        { "pop3", ["+OK ready\r\n", ">CAPA\r\n", "+OK\r\nTOP\r\nSTLS\r\nUIDL\r\n.\r\n", ">STLS\r\n", "+OK go\r\n"] },
        { "ftp", ["220-hello\r\n anything\r\n220 ready\r\n", ">AUTH TLS\r\n", "234 go\r\n"] },
        { "ftp", ["120-soon\r\nwait\r\n120 a minute\r\n", "220-hello\r\n120 guests\r\n220 ready\r\n", ">AUTH TLS\r\n", "234 go\r\n"] },
        { "ftp", ["120 soon\r\n", "220 ready\r\n", ">AUTH TLS\r\n", "234-go\r\n234 on\r\n"] },
        { "xmpp", [">xmlns:stream='http://etherx.jabber.org/streams'>", Features, "><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"] },
        { "xmpp", [">xmlns:stream='http://etherx.jabber.org/streams'>", Features, "><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'></proceed>"] },
        { "xmpp", [">xmlns:stream='http://etherx.jabber.org/streams'>", Features.Replace("stream:", "", StringComparison.Ordinal), "><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"] },
        { "xmpp-server", [">xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'>", Features, "><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"] },
        { "ldap", [LdapRequest, "hex 30 0C 02 01 01 78 07 0A 01 00 04 00 04 00"] },
        { "ldap", [LdapRequest, "hex 30 84 00 00 00 10 02 01 01 78 84 00 00 00 07 0A 01 00 04 00 04 00"] },
        { "postgres", [">hex 00 00 00 08 04 D2 16 2F", "S"] },
        { "mysql", [MySqlGreeting, MySqlRequest] },
        { "sieve", ["\"IMPLEMENTATION\" \"x\"\r\n\"STARTTLS\"\r\n\"VERSION\" \"1.0\"\r\nOK \"ready\"\r\n", ">STARTTLS\r\n", "OK \"go\"\r\n"] },
        { "sieve", ["\"IMPLEMENTATION\" {7}\r\nOK then\r\n\"STARTTLS\"\r\n{7}\r\nVERSION \"1.0\"\r\nOK \"ready\"\r\n", ">STARTTLS\r\n", "OK \"go\"\r\n"] },
        { "sieve", ["\"VERSION\" \"1.0\"\r\n{8}\r\nSTARTTLS\r\nOK \"ready\"\r\n", ">STARTTLS\r\n", "OK \"go\"\r\n"] },
        { "nntp", ["201 ready\r\n", ">CAPABILITIES\r\n", "101 list\r\nVERSION 2\r\nSTARTTLS\r\n.\r\n", ">STARTTLS\r\n", "382 go\r\n"] },
    };

    public static TheoryData<string, string[], string> BadServers => new()
    {
        { "smtp", ["554 go away\r\n"], "step 2 \"greeting\"" },
        { "smtp", ["220 mail\r\n", ">EHLO check-tcp.invalid\r\n", "250-mail\r\n250-NOSTARTTLS\r\n250 HELP\r\n"], "step 5 \"STARTTLS offered to EHLO\"" },
        { "smtp", ["220 mail\r\n", ">EHLO check-tcp.invalid\r\n", "502 what?\r\n"], "step 5 \"STARTTLS offered to EHLO\"" },
        { "smtp", ["220 mail\r\n", ">EHLO check-tcp.invalid\r\n", "250 STARTTLS\r\n", ">STARTTLS\r\n", "454 not now\r\n"], "step 8 \"STARTTLS\"" },
        { "lmtp", ["220 mail\r\n", ">LHLO check-tcp.invalid\r\n", "250 HELP\r\n"], "step 5 \"STARTTLS offered to LHLO\"" },
        { "imap", ["* PREAUTH hello\r\n"], "step 2 \"greeting\"" },
        { "imap", ["* OK ready\r\n", ">s1 CAPABILITY\r\n", "* CAPABILITY IMAP4rev1\r\ns1 OK done\r\n"], "step 5 \"STARTTLS among the capabilities\"" },
        { "imap", ["* OK ready\r\n", ">s1 CAPABILITY\r\n", "* CAPABILITY STARTTLS\r\ns1 OK done\r\n", ">s2 STARTTLS\r\n", "s2 BAD no\r\n"], "step 8 \"STARTTLS\"" },
        { "pop3", ["+OK ready\r\n", ">CAPA\r\n", "+OK\r\nTOP\r\n.\r\n"], "step 5 \"STLS among the capabilities\"" },
        { "pop3", ["+OK ready\r\n", ">CAPA\r\n", "-ERR what?\r\n"], "step 5 \"STLS among the capabilities\"" },
        { "pop3", ["+OK ready\r\n", ">CAPA\r\n", "+OK\r\nSTLS\r\n.\r\n", ">STLS\r\n", "-ERR no\r\n"], "step 8 \"STLS\"" },
        { "ftp", ["220 ready\r\n", ">AUTH TLS\r\n", "530 log in\r\n"], "step 5 \"AUTH TLS\"" },
        { "xmpp", [">streams'>", "<stream:stream><stream:features><mechanisms/></stream:features>"], "step 4 \"STARTTLS among the features\"" },
        { "xmpp", [">streams'>", "<stream:stream><stream:error><host-unknown/></stream:error></stream:stream>"], "step 4 \"STARTTLS among the features\"" },
        { "xmpp", [">streams'>", "<stream><features xmlns='http://etherx.jabber.org/streams'/>"], "step 4 \"STARTTLS among the features\"" },
        { "xmpp", [">streams'>", Features, "><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>"], "step 9 \"STARTTLS\"" },
        { "ldap", [LdapRequest, "hex 30 0C 02 01 01 78 07 0A 01 02 04 00 04 00"], "step 3 \"StartTLS\"" },
        { "postgres", [">hex 00 00 00 08 04 D2 16 2F", "N"], "step 3 \"SSLRequest\"" },
        { "postgres", [">hex 00 00 00 08 04 D2 16 2F", "E"], "step 3 \"SSLRequest\"" },
        { "mysql", ["hex 17 00 00 00 FF 69 04 48 6F 73 74 20 69 73 20 62 6C 6F 63 6B 65 64 20 62 65 63 61"], "step 2 \"greeting\"" },
        { "sieve", ["\"IMPLEMENTATION\" \"x\"\r\nOK \"ready\"\r\n"], "step 2 \"STARTTLS among the capabilities\"" },
        { "sieve", ["\"STARTTLS\"\r\nOK \"ready\"\r\n", ">STARTTLS\r\n", "NO \"no\"\r\n"], "step 5 \"STARTTLS\"" },
        { "nntp", ["200 ready\r\n", ">CAPABILITIES\r\n", "101 list\r\nVERSION 2\r\n.\r\n"], "step 5 \"STARTTLS among the capabilities\"" },
        { "nntp", ["400 closed\r\n"], "step 2 \"greeting\"" },
        { "nntp", ["200 ready\r\n", ">CAPABILITIES\r\n", "101 list\r\nSTARTTLS\r\n.\r\n", ">STARTTLS\r\n", "580 no\r\n"], "step 8 \"STARTTLS\"" },
    };

    [Theory]
    [MemberData(nameof(GoodServers))]
    public async Task The_rest_is_said_under_TLS(string protocol, string[] script)
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await PlayAsync(peer, script);
            await peer.StartTlsAsync(TestCertificates.Valid);
            Assert.Equal("ping\n", await peer.ReceiveLineAsync());
            await peer.SendAsync("pong\n");
        });

        Observation seen = await RunAsync(CheckOf(protocol, server.Port, Send("ping\n"), Expect("^pong")));

        Assert.Null(seen.Failure);
        Assert.Equal("pong\n", ResponseOf(seen));
        Assert.NotNull(seen.Tls);
    }

    [Theory]
    [MemberData(nameof(GoodServers))]
    public async Task It_does_not_matter_how_the_answers_are_cut(string protocol, string[] script)
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await PlayAsync(peer, script, apart: true);
            await peer.StartTlsAsync(TestCertificates.Valid);
            await peer.StallAsync();
        });

        Assert.Null((await RunAsync(CheckOf(protocol, server.Port))).Failure);
    }

    [Theory]
    [MemberData(nameof(GoodServers))]
    public async Task Bytes_after_the_go_ahead_are_refused(string protocol, string[] script)
    {
        // What comes last from a MySQL server in the clear is its greeting.
        int last = Array.FindLastIndex(script, line => !line.StartsWith('>'));
        string[] injecting = [.. script.Select((line, i) => i != last ? line : line.StartsWith("hex ", StringComparison.Ordinal) ? line + " 78" : line + "x")];
        await using var server = ScriptedServer.Start(async peer =>
        {
            await PlayAsync(peer, injecting);
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(CheckOf(protocol, server.Port));

        Assert.Equal(FailureCause.PlaintextBeforeTls, seen.Failure?.Cause);
        Assert.Null(seen.Tls);
    }

    [Theory]
    [MemberData(nameof(BadServers))]
    public async Task A_server_that_will_not_is_a_failure_at_once_that_names_the_step(string protocol, string[] script, string step)
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await PlayAsync(peer, script);
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(CheckOf(protocol, server.Port));

        Assert.StartsWith(step, seen.Failure?.StepName, StringComparison.Ordinal);
        Assert.True(seen.Failure?.Cause is FailureCause.Mismatch or FailureCause.Rejected, $"{seen.Failure}");
    }

    [Fact]
    public async Task The_flags_of_MySQL_are_found_also_when_little_of_an_answer_is_kept()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await PlayAsync(peer, [MySqlGreeting, MySqlRequest]);
            await peer.StartTlsAsync(TestCertificates.Valid);
            await peer.StallAsync();
        });

        Assert.Null((await RunAsync(CheckOf("mysql", server.Port) with { Limits = new Limits { MaxBytes = 3 } })).Failure);
    }

    [Fact]
    public async Task A_MySQL_server_without_TLS_says_so_in_its_greeting()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await PlayAsync(peer, [MySqlGreeting.Replace("00 08 00", "FF F7 08", StringComparison.Ordinal)]);
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(CheckOf("mysql", server.Port));

        Assert.Equal((Phase.Expect, FailureCause.TlsProtocol), (seen.Failure?.Phase, seen.Failure?.Cause));
        Assert.StartsWith("step 2 \"greeting\"", seen.Failure?.StepName, StringComparison.Ordinal);
        Assert.EndsWith(": the server offers no TLS", seen.Failure?.Message, StringComparison.Ordinal);
        Assert.Equal(0, seen.BytesSent);
    }

    private static TcpCheck CheckOf(string protocol, int port, params Step[] then)
    {
        Assert.True(StartTlsProtocol.TryFind(protocol, out StartTlsProtocol? found));
        Target target = Target.Tcp("localhost", port) with { Families = AddressFamilies.IPv4 };
        return CheckOf(target, [.. found.Steps(target, TlsSettings.Unverified), .. then]);
    }

    private static async Task PlayAsync(ScriptedPeer peer, string[] script, bool apart = false)
    {
        foreach (string line in script)
        {
            if (line.StartsWith(">hex ", StringComparison.Ordinal))
            {
                byte[] expected = BytesOf(line[1..]);
                Assert.Equal(expected, await peer.ReceiveBytesAsync(expected.Length));
            }
            else if (line.StartsWith('>'))
            {
                await peer.ReceiveThroughAsync(line[1..]);
            }
            else if (apart)
            {
                foreach (byte value in BytesOf(line))
                {
                    await peer.SendAsync(new[] { value });
                    await peer.UntilReadAsync();
                }
            }
            else
            {
                await peer.SendAsync(BytesOf(line));
            }
        }
    }

    private static byte[] BytesOf(string line) =>
        line.StartsWith("hex ", StringComparison.Ordinal) ? Convert.FromHexString(line[4..].Replace(" ", "", StringComparison.Ordinal)) : Encoding.UTF8.GetBytes(line);
}
