using System.Text;
using CheckTcp.CommandLine;
using CheckTcp.Probing;
using CheckTcp.Protocols;
using CheckTcp.Tests.Probing;
using CheckTcp.TestSupport;
using Transport = CheckTcp.Tests.Probing.Transport;

namespace CheckTcp.Tests.Protocols;

/// <summary>What each service takes for an answer, and what it does not. <c>hex</c> before an answer stands for bytes.</summary>
public sealed class ServiceAnswerTests() : ProbingSession(Transport.Blocking)
{
    private const string AmqpStart = "hex 01 00 00 00 00 00 08 00 0A 00 0A 00 09 00 00 CE";
    private const string MongoReply = "63 74 63 70 DD 07 00 00 00 00 00 00 00";
    private const string MongoOk = "01 6F 6B 00";
    private const string MongoCode = "10 63 6F 64 65 00";
    private const string MySqlGreeting = "hex 06 00 00 00 0A 35 2E 37 00 01";
    private const string AmqpHeader = "hex 41 4D 51 50 00 01 00 00";

    [Theory]
    [InlineData("amqp", AmqpStart)]
    [InlineData("clamd", "PONG\0")]
    [InlineData("dns", "hex 00 0C 63 74 81 80 00 00 00 00 00 00 00 00")]
    [InlineData("dns", "hex 00 0C 63 74 81 05 00 00 00 00 00 00 00 00")]
    [InlineData("dns", "hex 00 0C 63 74 85 83 00 00 00 00 00 00 00 00")]
    [InlineData("ftp", "220 ready\r\n")]
    [InlineData("ftp", "220 ready")] // without an end, and nothing follows
    [InlineData("ftp", "220-hello\r\nanything\r\n220 ready\r\n")]
    [InlineData("ftp", "120 soon\r\n220 ready\r\n")]
    [InlineData("ftp", "120-soon\r\n 5 minutes\r\n120 wait\r\n220-hello\r\n220 ready\r\n")]
    [InlineData("git", "0039ERR access denied or repository not exported: /")]
    [InlineData("git", "00a8b2f2a1c7d5e3f4a6b8c9d0e1f2a3b4c5d6e7f8a9 HEAD\0side-band-64k")]
    [InlineData("http", "HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("http", "HTTP/1.0 401 Unauthorized\r\n\r\n")]
    [InlineData("http", "HTTP/1.1 302 Found\r\n\r\n")]
    [InlineData("http", "HTTP/1.1 404 Not Found\r\n\r\n")]
    [InlineData("http", "HTTP/1.1 426 Upgrade Required\r\n\r\n")]
    [InlineData("http", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("http", "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nX: y\r\n\r\nHTTP/1.1 301 Moved\r\n\r\n")]
    [InlineData("imap", "* OK ready\r\n")]
    [InlineData("imap", "* PREAUTH welcome\r\n")]
    [InlineData("irc", ":irc.example NOTICE * :looking\r\n:irc.example PONG irc.example :check-tcp\r\n")]
    [InlineData("irc", ":irc.example 451 * :Connection not registered\r\n")]
    [InlineData("jabber", "<?xml version='1.0'?><stream:stream from='localhost' id='1'><stream:features><mechanisms/></stream:features>")]
    [InlineData("kafka", "hex 00 00 00 0E 63 74 63 70 00 00 00 00 00 01 00 12 00 00 00 03")]
    [InlineData("ldap", "hex 30 0C 02 01 01 61 07 0A 01 00 04 00 04 00")]
    [InlineData("ldap", "hex 30 84 00 00 00 10 02 01 01 61 84 00 00 00 07 0A 01 30 04 00 04 00")]
    [InlineData("lmtp", "220 mail\r\n250-mail\r\n250 8BITMIME\r\n")]
    [InlineData("ldap", "hex 30 81 0D 02 01 01 61 82 00 07 0A 01 35 04 00 04 00")] // 389 Directory Server: Minimum SSF not met
    [InlineData("memcached", "VERSION 1.6.18\r\n")]
    [InlineData("memcached", "CLIENT_ERROR unauthenticated\r\n")]
    [InlineData("mongodb", $"hex 26 00 00 00 01 00 00 00 {MongoReply} 11 00 00 00 {MongoOk} 00 00 00 00 00 00 F0 3F 00")]
    [InlineData("mongodb", $"hex C3 B6 00 00 E2 82 AC 00 {MongoReply} 11 00 00 00 {MongoOk} 00 00 00 00 00 00 F0 3F 00")]
    [InlineData("mongodb", $"hex 30 00 00 00 01 00 00 00 {MongoReply} 1B 00 00 00 {MongoOk} 00 00 00 00 00 00 00 00 {MongoCode} 3B 00 00 00 00")] // no such command
    [InlineData("mqtt", "hex 20 02 00 00")]
    [InlineData("mqtt", "hex 20 02 00 05")]
    [InlineData("mysql", $"{MySqlGreeting} 0F 00 00 02 FF 15 04 23 32 38 30 30 30 44 65 6E 69 65 64")] // 1045, access denied
    [InlineData("mysql", $"{MySqlGreeting} 07 00 00 02 00 00 00 02 00 00 00")] // logged in
    [InlineData("mysql", $"{MySqlGreeting} 03 00 00 02 FF 57 0C")] // 3159, TLS is required
    [InlineData("mysql", "hex 07 00 00 00 FF 6A 04 48 6F 73 74")] // 1130, no account may come from this host
    [InlineData("nntp", "200 posting\r\n")]
    [InlineData("nntp", "201 no posting\r\n")]
    [InlineData("postgres", "hex 52 00 00 00 08 00 00 00 03")]
    [InlineData("postgres", "E\0\0\0\u007fSFATAL\0VFATAL\0C28000\0Mno pg_hba.conf entry, no encryption\0\0")]
    [InlineData("postgres", "E\0\0\0\u007fSFATAL\0C3D000\0Mno database, see 57P03\0\0")] // before 9.6 there was no V
    [InlineData("postgres", "hex 45 00 00 00 C3 53 46 00 43 30 38 50 30 31 00 00")]
    [InlineData("rdp", "hex 03 00 00 13 0E D0 00 00 12 34 00 02 1F 08 00 02 00 00 00")]
    [InlineData("rdp", "hex 03 00 00 0B 06 D0 00 00 12 34 00")]
    [InlineData("redis", "+PONG\r\n")]
    [InlineData("redis", "-NOAUTH Authentication required.\r\n")]
    [InlineData("redis", "-NOPERM User default has no permissions to run the 'ping' command\r\n")]
    [InlineData("rsync", "@RSYNCD: 31.0 sha512 md5\n")]
    [InlineData("sieve", "\"IMPLEMENTATION\" \"x\"\r\nOK \"ready\"\r\n")]
    [InlineData("sip", "SIP/2.0 200 OK\r\n")]
    [InlineData("sip", "SIP/2.0 404 Not Found\r\n")]
    [InlineData("sip", "SIP/2.0 100 Trying\r\nVia: SIP/2.0/TCP x\r\n\r\nSIP/2.0 180 Ringing\r\n\r\nSIP/2.0 200 OK\r\n")]
    [InlineData("simap", "* PREAUTH welcome\r\n")]
    [InlineData("smtp", "220 ready\r\n")]
    [InlineData("smtp", "220\r\n")]
    [InlineData("smtp", "220 ready")]
    [InlineData("smtp", "220-one\r\n220-two\r\n220 ready\r\n")]
    [InlineData("spamd", "SPAMD/1.5 0 PONG\r\n")]
    [InlineData("ssh", "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")]
    [InlineData("ssh", "welcome\r\nSSH-1.99-x\r\n")]
    [InlineData("telnet", "hex FF FD 18 FF FD 20")]
    [InlineData("telnet", "\r\nLogin: ")]
    [InlineData("telnet", "\r\nUser Name:")]
    [InlineData("telnet", "Username> ")]
    [InlineData("telnet", "Enter your login name: ")]
    [InlineData("vnc", "RFB 003.008\n")]
    [InlineData("vnc", "RFB 004.001\n")]
    [InlineData("vnc", "RFB 005.000\n")]
    [InlineData("zookeeper", "Zookeeper version: 3.8.0\n")]
    public async Task An_answer_of_its_protocol_is_OK(string service, string answer) => Assert.Null((await AskAsync(service, answer)).Failure);

    [Theory]
    [InlineData("amqp", AmqpHeader)]
    [InlineData("clamd", "UNKNOWN COMMAND\0")]
    [InlineData("dns", "hex 00 0C 63 74 81 82 00 00 00 00 00 00 00 00")] // SERVFAIL
    [InlineData("dns", "hex 00 0C 63 75 81 80 00 00 00 00 00 00 00 00")] // the answer to another
    [InlineData("dns", "hex 00 0C 63 74 01 00 00 00 00 00 00 00 00 00")] // a question
    [InlineData("ftp", "220-hello\r\n421 too many users\r\n")]
    [InlineData("ftp", "120 soon\r\n421 after all not\r\n")]
    [InlineData("git", "not git")]
    [InlineData("http", "HTTP/1.1 400 Bad Request\r\n\r\n")] // nginx and Apache at a port for TLS
    [InlineData("http", "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n")] // Go 1.19.8, seen on 2026-11-30
    [InlineData("http", "HTTP/1.1 421 Misdirected Request\r\n\r\n")]
    [InlineData("http", "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 503 Service Unavailable\r\n\r\n")]
    [InlineData("http", "HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("http", "HTTP/1.1 100 Continue\r\nX: HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 500 Oops\r\n\r\n")]
    [InlineData("imap", "* BYE too many connections\r\n")]
    [InlineData("http", "HTTP/1.1 503 Service Unavailable\r\n\r\n")]
    [InlineData("irc", "ERROR :Closing Link: too many connections\r\n")]
    [InlineData("jabber", "<?xml version='1.0'?><stream:stream id='1'><stream:error><host-unknown/></stream:error></stream:stream>")]
    [InlineData("kafka", "hex 00 00 00 0A 63 74 63 70 00 23 00 00 00 00")] // UNSUPPORTED_VERSION
    [InlineData("kafka", "hex 00 00 00 0A 00 00 00 01 00 00 00 00 00 00")]
    [InlineData("ldap", "hex 30 0C 02 01 01 61 07 0A 01 33 04 00 04 00")] // busy
    [InlineData("ldap", "hex 30 0C 02 01 02 61 07 0A 01 00 04 00 04 00")]
    [InlineData("lmtp", "220 mail\r\n500 what?\r\n")]
    [InlineData("lmtp", "421 closing\r\n")]
    [InlineData("ldap", "hex 30 0C 02 01 01 61 07 0A 01 34 04 00 04 00")] // unavailable
    [InlineData("memcached", "ERROR\r\n")]
    [InlineData("memcached", "CLIENT_ERROR line too long\r\n")]
    [InlineData("mongodb", $"hex 26 00 00 00 01 00 00 00 {MongoReply} 11 00 00 00 {MongoOk} 00 00 00 00 00 00 00 00 00")]
    [InlineData("mongodb", $"hex 30 00 00 00 01 00 00 00 {MongoReply} 1B 00 00 00 {MongoOk} 00 00 00 00 00 00 00 00 {MongoCode} 0D 00 00 00 00")] // unauthorized
    [InlineData("mongodb", $"hex 26 00 00 00 01 00 00 00 63 74 63 71 DD 07 00 00 00 00 00 00 00 11 00 00 00 {MongoOk} 00 00 00 00 00 00 F0 3F 00")]
    [InlineData("mqtt", "hex 20 02 00 03")] // unavailable
    [InlineData("mqtt", "hex 20 02 00 01")]
    [InlineData("mysql", "hex 17 00 00 00 FF 69 04 48 6F 73 74 20 69 73 20 62 6C 6F 63 6B 65 64 20 62 65 63 61")] // Host is blocked
    [InlineData("mysql", "hex 09 00 00 00 FF 10 04 54 6F 6F 20 6D 61")] // 1040, too many connections
    [InlineData("mysql", $"{MySqlGreeting} 03 00 00 02 FF 13 04")] // 1043, it cannot read the login
    [InlineData("mysql", $"{MySqlGreeting} 03 00 00 01 FF 84 04")] // 1156, packets out of order
    [InlineData("mysql", $"{MySqlGreeting} 03 00 00 02 FF 6A 04")] // 1130, where MariaDB takes no PROXY header from here
    [InlineData("mysql", $"{MySqlGreeting} 01 00 00 02 FF")]
    [InlineData("nntp", "400 out of service\r\n")]
    [InlineData("postgres", "E")]
    [InlineData("postgres", "S")]
    [InlineData("postgres", "E\0\0\0\u007fSFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0")]
    [InlineData("postgres", "E\0\0\0\u007fSFATAL\0VFATAL\0C53300\0Msorry, too many clients already\0\0")]
    [InlineData("postgres", "Ecould not fork new process for connection: Cannot allocate memory\n\0")] // of version 2, as servers up to 13 say it
    [InlineData("rdp", "hex 03 00 00 0B 06 80 00 00 12 34 00")]
    [InlineData("redis", "-LOADING Redis is loading the dataset in memory\r\n")]
    [InlineData("redis", "-DENIED Redis is running in protected mode\r\n")]
    [InlineData("rsync", "@ERROR: chroot failed\n")]
    [InlineData("sieve", "BYE \"later\"\r\n")]
    [InlineData("sip", "SIP/2.0 503 Service Unavailable\r\n")]
    [InlineData("sip", "SIP/2.0 100 Trying\r\nVia: SIP/2.0/TCP x\r\n\r\nSIP/2.0 503 Service Unavailable\r\n")]
    [InlineData("sip", "SIP/2.0 100 Trying\r\nReason: SIP/2.0 200 OK\r\n\r\nSIP/2.0 603 Decline\r\n")]
    [InlineData("sip", "SIP/2.0 100 Trying\r\n\r\n")]
    [InlineData("smtp", "220-please wait\r\n554 go away\r\n")] // what postscreen says to whom it knows
    [InlineData("smtp", "220-please wait\r\n")]
    [InlineData("smtp", "554 go away\r\n")]
    [InlineData("spamd", "SPAMD/1.0 76 Bad header line\r\n")]
    [InlineData("telnet", "go away\r\n")]
    [InlineData("telnet", "Sorry, too many users are logged in\r\n")]
    [InlineData("vnc", "HTTP/1.0 400\r\n")]
    [InlineData("vnc", "RFB 003.003\n\0\0\0\0\0\0\0\u001aToo many security failures")] // TigerVNC to a host that it blocks
    [InlineData("zookeeper", "This ZooKeeper instance is not currently serving requests\n")]
    [InlineData("zookeeper", "srvr is not executed because it is not in the whitelist.\n")]
    public async Task An_answer_that_tells_of_trouble_is_none(string service, string answer) =>
        Assert.True((await AskAsync(service, answer)).Failure?.Cause is FailureCause.Mismatch or FailureCause.Rejected);

    [Theory]
    [InlineData("smtp", "220-please wait\r\n", "554 go away\r\n")]
    [InlineData("ssmtp", "220-please wait\r\n", "554 go away\r\n")]
    [InlineData("ftp", "220-please wait\r\n", "421 too many users\r\n")]
    [InlineData("ftp", "120 please wait\r\n", "421 too many users\r\n")]
    [InlineData("http", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 503 Service Unavailable\r\n\r\n")]
    public async Task The_last_line_decides_however_late_it_comes(string service, params string[] lines) =>
        Assert.Equal(FailureCause.Mismatch, (await AskAsync(service, peer => peer.SendApartAsync(lines))).Failure?.Cause);

    /// <summary>A server that knows nothing of the PROXY protocol greets first, and takes the header for a command.</summary>
    [Theory]
    [InlineData("ftp", "220 ready\r\n", "530 log in\r\n", "221 bye\r\n")]
    [InlineData("pop", "+OK ready\r\n", "-ERR what?\r\n", "+OK bye\r\n")]
    [InlineData("imap", "* OK ready\r\n", "PROXY BAD what?\r\n", "* BYE\r\na1 OK bye\r\n")]
    [InlineData("imap", "* PREAUTH ready\r\n", "PROXY BAD what?\r\n", "* BYE\r\na1 OK bye\r\n")]
    [InlineData("smtp", "220-hello\r\n220 ready\r\n", "500 what?\r\n", "250 ok\r\n")]
    [InlineData("smtp", "220 ready\r\n", "221 bye\r\n", "250 ok\r\n")] // to the line QUIT of the binary header
    [InlineData("nntp", "200 ready\r\n", "500 what?\r\n", "100 help\r\n")]
    [InlineData("nntp", "200 ready\r\n", "205 bye\r\n", "100 help\r\n")]
    [InlineData("sieve", "\"IMPLEMENTATION\" \"x\"\r\nOK \"ready\"\r\n", "NO \"what?\"\r\n", "OK \"bye\"\r\n")]
    [InlineData("lmtp", "220 ready\r\n", "500 what?\r\n", "250 mail\r\n")]
    [InlineData("ssh", "hello\r\nSSH-2.0-x\r\n", "Invalid SSH identification string.\r\n", "\0\0\u0004\u001c\u0006\u0014")]
    public async Task A_greeting_is_not_enough_where_a_PROXY_header_goes_before_it(string service, string greeting, string refusal, string answer)
    {
        Assert.Null((await AskAsync(service, greeting + answer, "--proxy-protocol=1")).Failure);
        Assert.True((await AskAsync(service, greeting + refusal + answer, "--proxy-protocol=1")).Failure?.Cause is FailureCause.Mismatch or FailureCause.Rejected);
        Assert.Null((await AskAsync(service, greeting + refusal + answer, "--proxy-protocol=1", "-e=.")).Failure); // whoever says what to expect is taken at his word
    }

    [Fact]
    public async Task A_MySQL_server_that_wants_another_way_to_log_in_gets_an_empty_answer_and_is_left_only_then()
    {
        byte[] login = [];
        byte[] reply = [];
        Observation seen = await AskAsync("mysql", async peer =>
        {
            await peer.SendAsync(Bytes(MySqlGreeting));
            login = await peer.ReceiveBytesAsync(4 + 65);
            await peer.SendAsync(Bytes("hex 16 00 00 02 FE 63 61 63 68 69 6E 67 5F 73 68 61 32 5F 70 61 73 73 77 6F 72 64"));
            reply = await peer.ReceiveBytesAsync(4);
            await peer.SendAsync(Bytes("hex 03 00 00 04 FF 15 04"));
        });

        Assert.Null(seen.Failure);
        Assert.Equal(65, login[0]);
        Assert.Contains("check-tcp\0\0mysql_native_password\0", Encoding.ASCII.GetString(login), StringComparison.Ordinal);
        Assert.Equal(new byte[] { 0, 0, 0, 3 }, reply);
    }

    [Fact]
    public async Task No_service_takes_what_another_says_for_its_own()
    {
        foreach (WellKnownService service in WellKnownService.All)
        {
            Observation seen = await AskAsync(service.Name, "gopher speaks otherwise\r\n");

            Assert.True(seen.Failure is not null, service.Name);
        }
    }

    /// <summary>The answer comes in one piece as soon as the client is there; so the order of questions and answers is that of the steps.</summary>
    private Task<Observation> AskAsync(string service, string answer, params string[] more) => AskAsync(service, peer => peer.SendAsync(Bytes(answer)), more);

    private async Task<Observation> AskAsync(string service, Func<ScriptedPeer, Task> script, params string[] more)
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await script(peer);
            await peer.FinishAsync();
        });
        var run = (RunCommand)CheckCommand.Parse(["--service", service, "-H", "127.0.0.1", "-p", $"{server.Port}", .. more]);
        return await RunAsync(run.Check with { Tls = null, Limits = new Limits { Timeout = Ample } });
    }

    private static byte[] Bytes(string answer) => answer.StartsWith("hex ", StringComparison.Ordinal)
        ? Convert.FromHexString(answer[4..].Replace(" ", "", StringComparison.Ordinal))
        : Encoding.UTF8.GetBytes(answer);
}
