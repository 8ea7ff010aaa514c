using CheckTcp.Protocols;
using static CheckTcp.CommandLine.Tests.Reading;

namespace CheckTcp.CommandLine.Tests;

/// <summary><c>--service</c>, <c>--starttls</c> and <c>--list-services</c>, and what goes on beside them.</summary>
public class ServiceOptionsTests
{
    [Theory]
    [InlineData("send \"GET / HTTP/1.1\\r\\nHost: www.example\\r\\nUser-Agent: check-tcp\\r\\nAccept: */*\\r\\nConnection: close\\r\\n\\r\\n\"; expect \"Welcome\"",
        "--service=http", "-Hwww.example", "-e=Welcome")]
    [InlineData("send \"version\\r\\n\"; wait 2; expect \"^VERSION 1\"; quit \"bye\\r\\n\"", "--service=memcached", "-d2", "-e=^VERSION 1", "-q=bye")]
    [InlineData("send \"x\"; expect \"^(?:\\+PONG|-NOAUTH|-NOPERM)\"; quit \"QUIT\\r\\n\"", "--service=redis", "-s=x")]
    public void Each_part_of_a_service_is_replaced_by_what_is_given(string dialogue, params string[] arguments) =>
        Assert.Equal(dialogue, Steps(arguments));

    [Fact]
    public void What_is_rejected_goes_with_the_answer_that_it_belongs_to()
    {
        TcpCheck check = Check("--service=irc", "-e=004");

        Assert.Equal([typeof(SendStep), typeof(ExpectStep), typeof(QuitStep)], check.Steps.Select(step => step.GetType()));
    }

    [Theory]
    [InlineData("--or-expect=x", "", "x", "")]
    [InlineData("--and-expect=x", "", "", "x")]
    [InlineData("--reject=x", "x", "", "")]
    public void Further_patterns_add_to_the_answer_of_a_service(string option, string rejected, string alternative, string requirement)
    {
        TcpCheck plain = Check("--service=jabber", "-Hexample.org");
        TcpCheck check = Check("--service=jabber", "-Hexample.org", option);

        IEnumerable<string> rejects = plain.Steps.OfType<RejectStep>().Select(step => step.Pattern.Text);
        Assert.Equal(rejected.Length > 0 ? [rejected, .. rejects] : rejects, check.Steps.OfType<RejectStep>().Select(step => step.Pattern.Text));
        ExpectStep answer = Assert.Single(check.Steps.OfType<ExpectStep>());
        Assert.Equal(plain.Steps.OfType<ExpectStep>().Single().Pattern, answer.Pattern);
        Assert.Equal(alternative, string.Concat(answer.Alternatives.Select(pattern => pattern.Text)));
        Assert.Equal(requirement, string.Concat(answer.Requirements.Select(pattern => pattern.Text)));
    }

    [Fact]
    public void What_is_rejected_of_lines_adds_to_the_service_too() => Assert.Equal(
        [typeof(SendStep), typeof(RejectStep), typeof(RejectStep), typeof(ExpectLineStep), typeof(QuitStep)],
        Check("--service=irc", "--reject=x").Steps.Select(step => step.GetType()));

    [Theory]
    [InlineData("IRC", "--or-expect=x", "--or-expect beside --service IRC: its answer is read line by line; give --expect-pattern, too, or say the dialogue with --step")]
    [InlineData("IRC", "--and-expect=x", "--and-expect beside --service IRC: its answer is read line by line; give --expect-pattern, too, or say the dialogue with --step")]
    [InlineData("LDAP", "--reject=x", "--reject beside --service LDAP: its answer is binary; give --expect-pattern, too, or say the dialogue with --step")]
    public void Where_the_answer_of_a_service_has_no_room_for_them_that_is_told(string service, string option, string fault)
    {
        Assert.Equal($"{service} UNKNOWN: {fault}", Senseless($"--service={service}", option).Line);
        Assert.IsType<ExpectStep>(Check($"--service={service}", option, "-e=y").Steps.First(step => step is not (SendStep or RejectStep)));
    }

    [Fact]
    public void A_goodbye_of_bytes_is_replaced_too()
    {
        Assert.Equal(new byte[] { 0xE0, 0x00 }, Assert.IsType<QuitStep>(Check("--service=mqtt").Steps[^1]).Bytes.ToArray());
        Assert.Equal("bye\r\n"u8.ToArray(), Assert.IsType<QuitStep>(Check("--service=mqtt", "-q=bye").Steps[^1]).Bytes.ToArray());
    }

    [Fact]
    public void Steps_replace_all_but_the_goodbye_of_a_service() => Assert.Equal(
        [typeof(ExpectLineStep), typeof(QuitStep)],
        Check("--service=lmtp", "--step", "expect=^220").Steps.Select(step => step.GetType()));

    [Theory]
    [InlineData("smtp", 25)]
    [InlineData("LMTP", 24)]
    [InlineData("imap", 143)]
    [InlineData("pop3", 110)]
    [InlineData("ftp", 21)]
    [InlineData("xmpp", 5222)]
    [InlineData("xmpp-server", 5269)]
    [InlineData("ldap", 389)]
    [InlineData("postgres", 5432)]
    [InlineData("mysql", 3306)]
    [InlineData("sieve", 4190)]
    [InlineData("nntp", 119)]
    public void A_protocol_that_starts_TLS_brings_its_port(string protocol, int port)
    {
        TcpCheck check = Check("--starttls", protocol, "--no-check-certificate");

        Assert.Equal(("TCP", port, null), (check.Name, check.Target.Port, check.Tls));
        Assert.Equal(new StartTlsStep(TlsSettings.Unverified), Assert.Single(check.Steps.OfType<StartTlsStep>()));
        Assert.Equal(2525, Check("--starttls", protocol, "-p2525").Target.Port);
    }

    [Theory]
    [InlineData("smtp", @"quit=QUIT\r\n")]
    [InlineData("lmtp", @"quit=QUIT\r\n")]
    [InlineData("imap", @"quit=a1 LOGOUT\r\n")]
    [InlineData("pop3", @"quit=QUIT\r\n")]
    [InlineData("ftp", @"quit=QUIT\r\n")]
    [InlineData("ldap", "quit-bytes=30 05 02 01 02 42 00")]
    [InlineData("mysql", "quit-bytes=01 00 00 00 01")]
    [InlineData("sieve", @"quit=LOGOUT\r\n")]
    [InlineData("nntp", @"quit=QUIT\r\n")]
    public void A_protocol_that_starts_TLS_ends_with_its_goodbye_unless_another_is_given(string protocol, string goodbye)
    {
        Assert.Equal(goodbye, StepText.Of(Check("--starttls", protocol).Steps[^1]));
        Assert.Equal(@"quit=bye\r\n", StepText.Of(Check("--starttls", protocol, "-q=bye").Steps[^1]));
        Assert.Single(Check("--starttls", protocol, "-q=bye").Steps.OfType<QuitStep>());
        Assert.Empty(Check("--starttls", protocol, "--step=expect=x").Steps.OfType<QuitStep>());
    }

    [Fact]
    public void The_goodbye_of_a_protocol_follows_an_answer_that_is_expected_but_a_login_does_not()
    {
        Assert.Equal([typeof(ExpectStep), typeof(QuitStep)], Check("--starttls=smtp", "-e=x").Steps.TakeLast(2).Select(step => step.GetType()));
        Assert.IsType<ExpectStep>(Check("--starttls=mysql", "-e=x").Steps[^1]);
    }

    [Fact]
    public void A_limit_of_bytes_is_one_of_an_answer_that_is_expected()
    {
        Assert.Null(Check("--starttls=mysql", "-m3").Limits.MaxBytes);
        Assert.Equal(3, Check("--starttls=mysql", "-m3", "-e=x").Limits.MaxBytes);
    }

    [Theory]
    [InlineData("client", "--starttls=xmpp")]
    [InlineData("client", "--starttls=xmpp", "-p2222")]
    [InlineData("server", "--starttls=xmpp", "-p5269")] // where no client is served
    [InlineData("server", "--starttls=xmpp-server")]
    [InlineData("server", "--starttls=xmpp-server", "-p2222")]
    public void A_stream_of_XMPP_is_that_of_a_client_or_of_a_server(string side, params string[] arguments) =>
        Assert.Contains($"xmlns='jabber:{side}'", StepText.Of(Check(arguments).Steps[1]), StringComparison.Ordinal);

    [Theory]
    [InlineData("https", @"Host: www.example.org\r\n")]
    [InlineData("sips", "OPTIONS sip:www.example.org SIP/2.0")]
    [InlineData("jabbers", "to='www.example.org'")]
    public void Under_TLS_the_host_is_called_by_the_name_of_SNI(string service, string call) =>
        Assert.Contains(call, StepText.Of(Check("--service", service, "-H192.0.2.1", "--sni=www.example.org").Steps[0]), StringComparison.Ordinal);

    [Theory]
    [InlineData("-q=bye")]
    [InlineData("-e=^220")]
    [InlineData("-s=NOOP")]
    [InlineData("--step=expect=^220")]
    public void Behind_a_PROXY_header_a_service_is_asked_more_than_its_greeting_unless_a_part_of_the_dialogue_is_given(string given)
    {
        Assert.Equal(["-e ^250", @"quit=QUIT\r\n"], Check("--service=smtp", "--proxy-protocol=2").Steps.TakeLast(2).Select(StepText.Of));
        Assert.DoesNotContain(Check("--service=smtp", "--proxy-protocol=2", given).Steps, step => step is ExpectStep expect && expect.Pattern.Text == "^250");
    }

    [Fact]
    public void Of_a_service_that_greets_only_the_goodbye_is_said_under_TLS() => Assert.Equal(
        [typeof(StartTlsStep), typeof(QuitStep)],
        Check("--service=smtp", "--starttls=smtp").Steps.TakeLast(2).Select(step => step.GetType()));

    [Theory]
    [InlineData("ldap", "ldap", typeof(SendStep), typeof(ExpectFrameStep), typeof(QuitStep))]
    [InlineData("jabber", "xmpp", typeof(SendStep), typeof(RejectStep), typeof(ExpectStep), typeof(QuitStep))]
    [InlineData("postgres", "postgres", typeof(SendStep), typeof(RejectStep), typeof(ExpectStep))]
    [InlineData("sieve", "sieve", typeof(ExpectStep), typeof(QuitStep))]
    public void What_a_service_can_be_told_or_asked_under_TLS_is_said_there(string service, string protocol, params Type[] steps) => Assert.Equal(
        [typeof(StartTlsStep), typeof(LabelStep), .. steps],
        Check("--service", service, "--starttls", protocol).Steps.TakeLast(steps.Length + 2).Select(step => step.GetType()));

    [Fact]
    public void A_part_of_a_service_is_replaced_under_TLS_too() => Assert.Equal(
        @"quit=bye\r\n",
        StepText.Of(Check("--service=ldap", "--starttls=ldap", "-q=bye").Steps[^1]));

    [Fact]
    public void Every_protocol_that_starts_TLS_belongs_to_a_service() => Assert.Equal(
        StartTlsProtocol.All.Select(protocol => protocol.Name).Where(name => name != "xmpp-server").Order(), // which is no service of clients
        WellKnownService.All.Select(service => service.StartsTlsBy).OfType<string>().Order());

    [Theory]
    [InlineData("-s=NOOP", "-e=^250")]
    [InlineData("--step=send=NOOP", "--step=expect=^250")]
    public void What_is_given_is_said_under_TLS(params string[] arguments)
    {
        TcpCheck check = Check(["--starttls=smtp", .. arguments]);
        int handshake = check.Steps.IndexOf(check.Steps.OfType<StartTlsStep>().Single());

        Assert.Equal(new LabelStep("under TLS"), check.Steps[handshake + 1]);
        Assert.IsType<SendStep>(check.Steps[handshake + 2]);
        Assert.True(check.Steps[handshake + 3] is ExpectStep or ExpectLineStep);
    }

    [Theory]
    [InlineData("--starttls gopher: there is no such protocol; take one of smtp, lmtp, imap, pop3, ftp, xmpp, xmpp-server, ldap, postgres, mysql, sieve, nntp", "--starttls=gopher")]
    [InlineData("--starttls beside --ssl: that is TLS from the first byte on; leave one of them out", "--starttls=smtp", "-S")]
    [InlineData("--starttls beside --service SSMTP: that is TLS from the first byte on; leave one of them out", "--starttls=smtp", "--service=ssmtp")]
    [InlineData("--step starttls: the connection is under TLS before the first step; leave out --ssl, --starttls, or this step", "--starttls=smtp", "--step=starttls")]
    [InlineData("--starttls smtp beside --service SSH: that is no way to start TLS there; leave one of them out", "--starttls=smtp", "--service=ssh")]
    [InlineData("--starttls smtp beside --service POP: that is no way to start TLS there; give --starttls pop3", "--starttls=SMTP", "--service=pop")]
    public void What_does_not_go_together_is_told(string fault, params string[] arguments) =>
        Assert.Equal($"{NameOf(arguments)} UNKNOWN: {fault}", Senseless(arguments).Line);

    [Fact]
    public void What_is_said_of_TLS_counts_for_the_handshake_and_its_name_for_the_stream()
    {
        TcpCheck check = Check("--starttls=xmpp", "-H127.0.0.1", "--sni=example.org", "--no-check-certificate");

        Assert.Equal("example.org", Assert.Single(check.Steps.OfType<StartTlsStep>()).Settings.ServerName);
        Assert.Contains("to='example.org'", StepText.Of(check.Steps[1]), StringComparison.Ordinal);
        Assert.Contains(
            "to='example.org'",
            StepText.Of(Check("--service=jabber", "--starttls=xmpp", "-H127.0.0.1", "--sni=example.org").Steps[^4]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_needs_no_port()
    {
        TcpCheck check = Check("--starttls=lmtp", "-U", "/run/lmtp");

        Assert.Equal("/run/lmtp", check.Target.SocketPath);
    }

    [Fact]
    public void The_list_shows_every_service_and_protocol_with_port_steps_and_source()
    {
        string list = Assert.IsType<InformationCommand>(CheckCommand.Parse(["--list-services"])).Text;

        Assert.All(WellKnownService.All, service => Assert.Contains($"\n{service.Name}, port {service.Port}", list, StringComparison.Ordinal));
        Assert.All(WellKnownService.All, service => Assert.Contains($"({service.Source})\n", list, StringComparison.Ordinal));
        Assert.All(StartTlsProtocol.All, protocol => Assert.Contains($"\n{protocol.Name}, port {protocol.Port}", list, StringComparison.Ordinal));
        Assert.Contains("\nREDIS, port 6379 (Redis' commands, PING)\n    send=PING\\r\\n\n    -e ^(?:\\+PONG|-NOAUTH|-NOPERM)\n    quit=QUIT\n", list, StringComparison.Ordinal);
        Assert.Contains("\nMQTTS, port 8883, TLS (MQTT 3.1.1)\n    send-bytes=10 0C ", list, StringComparison.Ordinal);
    }

    private static string NameOf(string[] arguments) =>
        arguments.FirstOrDefault(argument => argument.StartsWith("--service=", StringComparison.Ordinal))?[10..].ToUpperInvariant() ?? "TCP";
}
