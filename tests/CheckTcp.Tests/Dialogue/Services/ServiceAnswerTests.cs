using System.Text;
using CheckTcp.Checks;
using CheckTcp.CommandLine;
using CheckTcp.Dialogue.Services;
using CheckTcp.Probing;
using CheckTcp.Tests.Probing;
using CheckTcp.TestSupport;
using Transport = CheckTcp.Tests.Probing.Transport;

namespace CheckTcp.Tests.Dialogue.Services;

/// <summary>What each service takes for an answer, and what it does not. <c>hex</c> before an answer stands for bytes.</summary>
public sealed class ServiceAnswerTests() : ProbingSession(Transport.Blocking)
{
    private const string AmqpStart = "hex 01 00 00 00 00 00 08 00 0A 00 0A 00 09 00 00 CE";
    private const string MongoReply = "63 74 63 70 DD 07 00 00 00 00 00 00 00";
    private const string MongoOk = "01 6F 6B 00";
    private const string MongoCode = "10 63 6F 64 65 00";
    private const string AmqpHeader = "hex 41 4D 51 50 00 01 00 00";

    [Theory]
    [InlineData("amqp", AmqpStart)]
    [InlineData("clamd", "PONG\0")]
    [InlineData("dns", "hex 00 0C 63 74 81 80 00 00 00 00 00 00 00 00")]
    [InlineData("dns", "hex 00 0C 63 74 81 05 00 00 00 00 00 00 00 00")]
    [InlineData("dns", "hex 00 0C 63 74 85 83 00 00 00 00 00 00 00 00")]
    [InlineData("git", "0039ERR access denied or repository not exported: /")]
    [InlineData("git", "00a8b2f2a1c7d5e3f4a6b8c9d0e1f2a3b4c5d6e7f8a9 HEAD\0side-band-64k")]
    [InlineData("http", "HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("http", "HTTP/1.0 401 Unauthorized\r\n\r\n")]
    [InlineData("http", "HTTP/1.1 302 Found\r\n\r\n")]
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
    [InlineData("mysql", "hex 06 00 00 00 0A 35 2E 37 00 01")]
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
    [InlineData("git", "not git")]
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
    [InlineData("spamd", "SPAMD/1.0 76 Bad header line\r\n")]
    [InlineData("telnet", "go away\r\n")]
    [InlineData("telnet", "Sorry, too many users are logged in\r\n")]
    [InlineData("vnc", "HTTP/1.0 400\r\n")]
    [InlineData("zookeeper", "This ZooKeeper instance is not currently serving requests\n")]
    [InlineData("zookeeper", "srvr is not executed because it is not in the whitelist.\n")]
    public async Task An_answer_that_tells_of_trouble_is_none(string service, string answer) =>
        Assert.True((await AskAsync(service, answer)).Failure?.Cause is FailureCause.Mismatch or FailureCause.Rejected);

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
    private async Task<Observation> AskAsync(string service, string answer)
    {
        byte[] bytes = answer.StartsWith("hex ", StringComparison.Ordinal)
            ? Convert.FromHexString(answer[4..].Replace(" ", "", StringComparison.Ordinal))
            : Encoding.UTF8.GetBytes(answer);
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(bytes);
            await peer.FinishAsync();
        });
        var run = (RunCommand)CheckCommand.Parse(["--service", service, "-H", "127.0.0.1", "-p", $"{server.Port}"]);
        return await RunAsync(run.Check with { Tls = null, Limits = new Limits { Timeout = Ample } });
    }
}
