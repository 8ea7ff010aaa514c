using System.Net.Sockets;
using System.Text.RegularExpressions;
using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Comparison;

/// <summary>Called by the name of a plugin in C, the program takes its options, says to the server what it says, prints what it prints and
/// exits as it does. What differs on purpose is in docs/from-monitoring-plugins.md.</summary>
public partial class SameOutputTests
{
    private const string JabberGreeting = "<?xml version='1.0'?><stream:stream xmlns='jabber:client'>";

    [Theory]
    [InlineData("check_tcp", "220 ready\r\n")]
    [InlineData("check_tcp", "220 ready\r\n", "-e", "220")]
    [InlineData("check_tcp", "220 ready\r\n", "-e", "ready")]
    [InlineData("check_tcp", "220 ready\r\n", "-e", "")]
    [InlineData("check_tcp", "220 ready\r\n", "-e", "220", "-e", "250")]
    [InlineData("check_tcp", "220 ready\r\n", "-e", "250", "-e", "ready")]
    [InlineData("check_tcp", "220 ready\r\n", "-A", "-e", "ready", "-e", "220")]
    [InlineData("check_tcp", "220 r.*y\r\n", "-e", "r.*y")]
    [InlineData("check_tcp", "220-several\r\n220 lines \t\r\n", "-e", "220 ")]
    [InlineData("check_tcp", "\r\n220 ready\r\n", "-e", "220")]
    [InlineData("check_tcp", " \r\n", "-e", " ")]
    [InlineData("check_tcp", "a\r\n", "-e", "a")]
    [InlineData("check_tcp", "a\r\n", "-e", "b", "-M", "ok")]
    [InlineData("check_tcp", " a", "-e", "a")]
    [InlineData("check_tcp", "220 ready\r\n", "-e", "220", "-j")]
    [InlineData("check_tcp", "220 ready\r\n", "-s", @"a\n", "-q", "QUIT", "-e", "220")]
    [InlineData("check_tcp", "220 ready\r\n", "-E", "-s", @"a\n\r\t\\\x\", "-q", @"b\n", "-e", "220")]
    [InlineData("check_tcp", "220 ready\r\n", "-s", @"a\n", "-E", "-q", @"b\n", "-e", "220")]
    [InlineData("check_tcp", "220 ready\r\n", "--send=x", "--quit", "", "--exp", "220")]
    [InlineData("check_tcp", "220 ready\r\n", "-e", "220", "-w", "60", "-c", "61.25", "-t", "62")]
    [InlineData("check_tcp", "220 ready\r\n", "-e", "220", "-w", "0.000001", "-c", "60")]
    [InlineData("check_tcp", "220 ready\r\n", "-e", "220", "-w", "0.000001", "-c", "0.000001")]
    [InlineData("check_tcp", "220 ready\r\n", "-c", "0")]
    [InlineData("check_tcp", "220 ready\r\n", "-w", "0")]
    [InlineData("check_tcp", "220 ready\r\n", "-e", "220", "-m", "1000")]
    [InlineData("check_tcp", "220 ready\r\n", "-d", "1", "-e", "220", "-w", "0.9")]
    [InlineData("check_tcp", "220 ready\r\n", "-4e220", "-jw60", "-C", "1", "-W", "2", "--protocol=x")]
    [InlineData("check_ftp", "220 ready\r\n")]
    [InlineData("check_ftp", "220 ready\r\n", "-e", "ready")]
    [InlineData("check_ftp", "220 ready\r\n", "-q", "BYE")]
    [InlineData("check_pop", "+OK ready\r\n")]
    [InlineData("check_imap", "* OK ready\r\n")]
    [InlineData("check_nntp", "200 ready\r\n")]
    [InlineData("check_nntp", "201 ready\r\n")]
    [InlineData("check_clamd", "PONG\n")]
    [InlineData("check_jabber", JabberGreeting)]
    [InlineData("check_jabber", JabberGreeting, "-e", "stream")]
    public Task When_a_server_answers(string name, string greeting, params string[] options) =>
        AssertSameAsync(name, peer => peer.SendAsync(greeting), options, sameWords: true);

    [Theory]
    [InlineData("check_tcp", "-e", "250")]
    [InlineData("check_tcp", "-e", "250", "-M", "ok")]
    [InlineData("check_tcp", "-e", "250", "-M", "okay")]
    [InlineData("check_tcp", "-e", "250", "-M", "warn")]
    [InlineData("check_tcp", "-e", "250", "--mismatch=critical")]
    [InlineData("check_tcp", "-e", "250", "-j")]
    [InlineData("check_tcp", "-e", "220", "-e", "250", "-A")]
    [InlineData("check_tcp", "-e", "2.0")]
    [InlineData("check_tcp", "-e", "250", "-w", "60", "-c", "60")]
    [InlineData("check_tcp", "-e", "250", "-M", "ok", "-w", "0.000001")]
    [InlineData("check_tcp", "-e", "250", "-M", "ok", "-c", "0.000001")]
    [InlineData("check_pop")]
    [InlineData("check_imap")]
    [InlineData("check_nntp")]
    [InlineData("check_clamd")]
    [InlineData("check_jabber")]
    public Task When_an_answer_does_not_match(string name, params string[] options) =>
        AssertSameAsync(name, peer => peer.SendAsync("220 ready\r\n"), options, sameWords: false);

    [Theory]
    [InlineData("check_tcp", "-e", "250")]
    [InlineData("check_tcp", "-e", "250", "-e", "220", "-A", "-M", "ok", "-w", "60")]
    public Task When_a_server_is_silent_after_an_answer_that_does_not_match(string name, params string[] options) =>
        AssertSameAsync(name, async peer =>
        {
            await peer.SendAsync("220 ready\r\n");
            await peer.StallAsync();
        }, options, sameWords: false);

    [Theory]
    [InlineData("check_tcp", "-e", "250")]
    [InlineData("check_tcp", "-e", "250", "-M", "ok")]
    [InlineData("check_ftp", "-e", "250", "-M", "crit")]
    public Task When_a_server_turns_the_client_away_with_a_reset(string name, params string[] options) =>
        AssertSameAsync(name, async peer =>
        {
            await peer.SendAsync("550 too many connections\r\n");
            peer.Reset();
        }, options, sameWords: false);

    [Theory]
    [InlineData("check_tcp")]
    [InlineData("check_tcp", "-r", "ok")]
    public async Task When_a_server_resets_each_connection_as_soon_as_it_is_made(string name, params string[] options)
    {
        for (int i = 0; i < 20; i++) // the reset may come before or after the connection has been looked at
        {
            await AssertSameAsync(
                name, peer =>
                {
                    peer.Reset();
                    return Task.CompletedTask;
                }, options, sameWords: false);
        }
    }

    [Theory]
    [InlineData("check_tcp", "-e", "250", "-t", "1")]
    [InlineData("check_tcp", "-e", "250", "-M", "ok", "-t", "1")]
    [InlineData("check_tcp", "-e", "250", "-M", "ok", "-t", "3")]
    public Task When_a_server_never_falls_silent(string name, params string[] options) =>
        AssertSameAsync(name, async peer =>
        {
            while (true)
            {
                await peer.SendAsync("220 ready\r\n");
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }, options, sameWords: false);

    [Theory]
    [InlineData("check_tcp", "-e", "220")]
    [InlineData("check_tcp", "-e", "220", "-M", "ok")]
    [InlineData("check_ftp")]
    public Task When_a_server_says_nothing_and_closes(string name, params string[] options) =>
        AssertSameAsync(name, peer => peer.FinishAsync(), options, sameWords: false);

    [Theory]
    [InlineData("check_tcp", "-e", "220", "-t", "1")]
    [InlineData("check_ftp", "-t", "1")]
    [InlineData("check_tcp", "-S", "-t", "1")]
    [InlineData("check_spop", "-t", "1", "-M", "ok", "-r", "ok")]
    public Task When_a_server_never_answers(string name, params string[] options) =>
        AssertSameAsync(name, peer => peer.StallAsync(), options, sameWords: false);

    [Theory]
    [InlineData("check_tcp", "-S")]
    [InlineData("check_simap")]
    public Task When_a_server_speaks_no_TLS(string name, params string[] options) =>
        AssertSameAsync(name, peer => peer.SendAsync("220 ready\r\n"), options, sameWords: false);

    [Theory]
    [InlineData("check_tcp", "220 ready\r\n", "-S", "-e", "220", "-q", "QUIT")]
    [InlineData("check_tcp", "220 ready\r\n", "--ssl")]
    [InlineData("check_spop", "+OK ready\r\n")]
    [InlineData("check_simap", "* OK ready\r\n")]
    [InlineData("check_ssmtp", "220 ready\r\n")]
    [InlineData("check_nntps", "201 ready\r\n")]
    public async Task Within_TLS_with_whatever_certificate(string name, string greeting, params string[] options)
    {
        await using ScriptedServer theirServer = ScriptedServer.StartTls(TestCertificates.SelfSigned, peer => peer.SendAsync(greeting));
        await using ScriptedServer ourServer = ScriptedServer.StartTls(TestCertificates.SelfSigned, peer => peer.SendAsync(greeting));

        ProgramRun theirs = await MonitoringPlugin.RunAsync(name, [.. Target(theirServer.Port), .. options]);
        ProgramRun ours = await LinkedPlugin.RunAsync(name, [.. Target(ourServer.Port), .. options]);

        AssertSame(theirs, ours);
    }

    [Theory]
    [InlineData(20, "-D", "18")]
    [InlineData(20, "-D", "18,30")]
    [InlineData(20, "--certificate=18", "-e", "220")]
    [InlineData(0x7FFF, "-D", "30")] // beyond 2050 dates are written otherwise
    public async Task A_certificate_with_enough_days_left_is_told_first(int validToDay, params string[] options) =>
        await AssertSameWithAsync(TestAuthority.SelfSign(new() { ValidToDay = validToDay }), options, AssertSame);

    [Theory]
    [InlineData(1, 20, "-D", "30")]
    [InlineData(1, 20, "-D", "19")] // 19 whole days and some hours
    [InlineData(2, 20, "-D", "30,19")]
    [InlineData(1, 20, "-D", "30,18")]
    [InlineData(1, 2, "-D", "1")]
    [InlineData(2, 1, "-D", "0")] // hours
    [InlineData(2, 1, "-D", "30,0")]
    [InlineData(2, -2, "-D", "0")]
    [InlineData(2, -2, "-D", "30,20")]
    [InlineData(1, 20, "-D", "30", "-e", "250", "-M", "ok")]
    public async Task A_certificate_with_too_few_days_left_is_told_first(int status, int validToDay, params string[] options) =>
        await AssertSameWithAsync(TestAuthority.SelfSign(new() { ValidFromDay = -90, ValidToDay = validToDay }), options, (theirs, ours) =>
        {
            Assert.Equal(theirs.Output, ours.Output.Split('\n')[0] + "\n");
            Assert.StartsWith($"TCP {(status == 1 ? "WARNING" : "CRITICAL")} - ", ours.Output.Split('\n')[1]); // theirs says nothing to the server
            Assert.Equal((status, status), (theirs.ExitCode, ours.ExitCode));
        });

    [Fact]
    public async Task A_certificate_that_is_not_valid_yet_is_one_with_enough_days_left() =>
        await AssertSameWithAsync(TestCertificates.NotYetValid, ["-D", "30"], AssertSame);

    [Fact]
    public async Task Certificates_above_the_servers_do_not_count() => await AssertSameWithAsync(
        TestCertificates.Trusted.CreateIntermediate("Short").Issue(new() { ValidToDay = 5000 }), ["-D", "2000"], AssertSame);

    [Theory]
    [InlineData("known.example")]
    [InlineData("other.example")]
    [InlineData("")]
    [InlineData("127.0.0.1")]
    [InlineData("no name")]
    public async Task The_server_is_told_the_name_that_was_given(string name)
    {
        using TemporaryFolder folder = new();
        (string chain, string key) = TestAuthority.SelfSign(new()).WritePem(folder, "default");
        (string chain2, string key2) = TestCertificates.Valid.WritePem(folder, "named");
        using OpensslServer server = await OpensslServer.StartAsync(
            chain, key, "-servername", "known.example", "-cert2", chain2, "-key2", key2);

        await AssertSameAsync("check_tcp", [.. Target(server.Port), "-D", "1", "--sni", name]);
    }

    [Theory]
    [InlineData]
    [InlineData("-r", "ok")]
    [InlineData("-r", "warning")]
    [InlineData("--refuse=crit", "-M", "ok")]
    [InlineData("-e", "220", "-j", "-t", "5")]
    public async Task When_the_connection_is_refused(params string[] options)
    {
        using ClosedPort port = new();

        await AssertSameAsync("check_tcp", [.. Target(port.Port), .. options]);
    }

    [Theory]
    [InlineData("check_tcp", "-H", "no.such.host.invalid", "-p", "21")]
    [InlineData("check_ftp", "-H", "127.0.0.1", "-6")]
    [InlineData("check_ftp", "-H", "::1", "-4")]
    [InlineData("check_ftp", "-H", "")]
    [InlineData("check_ftp", "a b")]
    [InlineData("check_ftp", "-H", "/no/such/socket")]
    [InlineData("check_ftp", "-H", "/etc/passwd")]
    public Task When_there_is_nowhere_to_connect_to(string name, params string[] arguments) => AssertSameAsync(name, arguments);

    [Theory]
    [InlineData]
    [InlineData("-p", "0")]
    [InlineData("-p", "x")]
    [InlineData("-p", "+1")]
    [InlineData("-p", "1.0")]
    [InlineData("-p", "99999999999")]
    [InlineData("-t", "0")]
    [InlineData("-t", "1.5")]
    [InlineData("-t", "5:warning")]
    [InlineData("-m", "0")]
    [InlineData("-d", "x")]
    [InlineData("-D", "x")]
    [InlineData("-D", "30,+1")]
    [InlineData("-D", "1.5")]
    [InlineData("-r", "bad")]
    [InlineData("-M", "WARN")]
    public async Task When_options_make_no_sense(params string[] options)
    {
        ProgramRun theirs = await MonitoringPlugin.RunAsync("check_tcp", options);
        ProgramRun ours = await LinkedPlugin.RunAsync("check_tcp", options);

        Assert.Equal(theirs.Output, ours.Output); // what is wrong, and how to call it
        Assert.Equal(("", ""), (theirs.Error, ours.Error));
        Assert.Equal((3, 3), (theirs.ExitCode, ours.ExitCode));
    }

    [Theory]
    [InlineData("check_tcp", "--bogus")]
    [InlineData("check_tcp", "-Z")]
    [InlineData("check_tcp", "-H")]
    [InlineData("check_tcp", "--hostname")]
    [InlineData("check_tcp", "--e")]
    [InlineData("check_tcp", "--ssl=1")]
    [InlineData("check_ftp", "-S=1")]
    public async Task When_options_cannot_be_read_the_reason_is_on_standard_error(string name, params string[] options)
    {
        ProgramRun theirs = await MonitoringPlugin.RunAsync(name, options);
        ProgramRun ours = await LinkedPlugin.RunAsync(name, options);

        Assert.Equal(theirs.Output, ours.Output);
        Assert.Equal(WithoutFolder(theirs.Error), WithoutFolder(ours.Error));
        Assert.Equal((3, 3), (theirs.ExitCode, ours.ExitCode));

        string WithoutFolder(string error) => error[error.IndexOf($"/{name}: ", StringComparison.Ordinal)..];
    }

    [Theory]
    [InlineData("-V")]
    [InlineData("--help")]
    public async Task Asking_for_help_is_no_check(string option)
    {
        ProgramRun theirs = await MonitoringPlugin.RunAsync("check_ftp", option);
        ProgramRun ours = await LinkedPlugin.RunAsync("check_ftp", option);

        Assert.StartsWith("check_ftp v", theirs.Output);
        Assert.StartsWith("check_ftp v", ours.Output);
        Assert.Equal((3, 3), (theirs.ExitCode, ours.ExitCode));
    }

    [Theory]
    [InlineData("-e", "220")]
    [InlineData("-e", "250", "-j")]
    [InlineData]
    public async Task On_a_Unix_socket(params string[] options)
    {
        using TemporaryFolder folder = new();
        await using ScriptedServer server = ScriptedServer.Start(
            new UnixDomainSocketEndPoint(folder / "server"), peer => peer.SendAsync("220 ready\r\n"));

        await AssertSameAsync("check_tcp", ["-H", folder / "server", .. options]);
    }

    private static async Task AssertSameWithAsync(ServerCertificate certificate, string[] options, Action<ProgramRun, ProgramRun> assert)
    {
        await using ScriptedServer theirServer = ScriptedServer.StartTls(certificate, peer => peer.SendAsync("220 ready\r\n"));
        await using ScriptedServer ourServer = ScriptedServer.StartTls(certificate, peer => peer.SendAsync("220 ready\r\n"));

        ProgramRun theirs = await MonitoringPlugin.RunAsync("check_tcp", [.. Target(theirServer.Port), .. options]);
        ProgramRun ours = await LinkedPlugin.RunAsync("check_tcp", [.. Target(ourServer.Port), .. options]);

        assert(theirs, ours);
    }

    private static async Task AssertSameAsync(string name, params string[] arguments) =>
        AssertSame(await MonitoringPlugin.RunAsync(name, arguments), await LinkedPlugin.RunAsync(name, arguments));

    /// <remarks>Whether both say the same to the server: after a mismatch ours says no goodbye.</remarks>
    private static async Task AssertSameAsync(string name, Func<ScriptedPeer, Task> script, string[] options, bool sameWords)
    {
        await using ScriptedServer theirServer = ScriptedServer.Start(script);
        await using ScriptedServer ourServer = ScriptedServer.Start(script);

        ProgramRun theirs = await MonitoringPlugin.RunAsync(name, [.. Target(theirServer.Port), .. options]);
        ProgramRun ours = await LinkedPlugin.RunAsync(name, [.. Target(ourServer.Port), .. options]);

        AssertSame(theirs, ours);
        if (sameWords)
        {
            await Task.WhenAll(theirServer.ConnectionEnded, ourServer.ConnectionEnded);
            Assert.Equal(theirServer.Received, ourServer.Received);
        }
    }

    private static string[] Target(int port) => ["-H", "127.0.0.1", "-p", $"{port}"];

    private static void AssertSame(ProgramRun theirs, ProgramRun ours)
    {
        Assert.Equal(Comparable(theirs.Output), Comparable(ours.Output));
        Assert.Equal(theirs.ExitCode, ours.ExitCode);
    }

    /// <summary>Without times and ports, and of a failure without what follows the first line, where each tells of its own.</summary>
    private static string Comparable(string output)
    {
        string plain = Times().Replace(Ports().Replace(output.Replace("\r", "", StringComparison.Ordinal), "port N"), "T");
        return plain.Contains('|', StringComparison.Ordinal) ? plain : plain.Split('\n')[0];
    }

    [GeneratedRegex(@"port \d+")]
    private static partial Regex Ports();

    [GeneratedRegex(@"\d+\.\d{3}(?= second)|(?<=\|time=)\d+\.\d{6}")]
    private static partial Regex Times();
}
