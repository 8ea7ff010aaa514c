using System.Text.Json;
using System.Text.RegularExpressions;
using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Dialogues;

/// <summary>Dialogues of many steps with real servers, from the command line and from files.</summary>
[Collection<WithRealServers>]
public sealed class DialogueTests(RealServers servers) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Exim => ["-H", "localhost", "-p", $"{servers.Exim.Smtp}"];

    private string[] Imap => ["-H", "localhost", "-p", $"{servers.PortOf("IMAP")}"];

    [Fact]
    public async Task Steps_go_on_under_TLS_and_record_what_they_captured()
    {
        ProgramRun run = await Plugin.RunAsync(
        [
            .. Exim, "--no-check-certificate", "--quit", "QUIT", "--json", "--step", @"expect=^220 (?P<host>\S+) ESMTP (?P<program>\w+)", "--step",
            @"send=EHLO check\r\n", "--step", "reject=^5", "--step", "expect=^250[ -]STARTTLS", "--step", "expect=^250 ", "--step", @"send=STARTTLS\r\n",
            "--step", "expect=^220 ", "--step", "starttls", "--step", @"send=EHLO ${host}\r\n", "--step", "expect=^250 ", "--step", "label=mailer=${program}",
        ]);

        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((0, "OK"), (run.ExitCode, json.GetProperty("status").GetString()));
        Assert.Equal("Exim", json.GetProperty("recorded").GetProperty("mailer").GetString());
        Assert.StartsWith("TLS 1.", json.GetProperty("tls").GetProperty("protocol").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_names_its_step()
    {
        ProgramRun run = await Plugin.RunAsync(
        [
            .. Exim, "--step", "expect=^220", "--step", "label=hello", "--step", @"send=HELO\r\n", "--step", "reject=^5", "--step", "expect=^250",
        ]);

        Assert.Matches(@"\ATCP CRITICAL: Rejected response from host/socket at step 5 ""hello"" \(expect \^250\): 501 .*\n\z", run.Output);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task A_file_in_TOML_says_the_same_as_steps()
    {
        string file = _folder.Write("imap.toml", """
            [[step]]
            expect = '^\* OK'
            [[step]]
            send = "a1 CAPABILITY\r\n"
            [[step]]
            reject = '^a1 (NO|BAD)'
            [[step]]
            expect = '^a1 OK'
            """);

        ProgramRun run = await Plugin.RunAsync([.. Imap, "--dialogue", file, "--quit", "a2 LOGOUT"]);

        Assert.Matches(@"\ATCP OK: \d+\.\d{3} seconds response time on localhost port \d+ \[.*a1 OK .*\]\n\z", run.Output);
    }

    [Fact]
    public async Task A_module_of_the_blackbox_exporter_is_a_check()
    {
        string file = _folder.Write("blackbox.yml", """
            modules:
              smtp_starttls:
                prober: tcp
                timeout: 5s
                tcp:
                  tls_config:
                    insecure_skip_verify: true
                  query_response:
                    - expect: "^220 ([^ ]+) ESMTP (.+)$"
                      labels:
                        - name: greeting
                          value: "$2"
                    - send: "EHLO prober\r"
                    - expect: "^250(-| )STARTTLS"
                    - send: "STARTTLS\r"
                    - expect: "^220"
                    - starttls: true
                    - send: "EHLO prober\r"
                    - expect: "^250(-| )"
                    - send: "QUIT\r"
            """);

        ProgramRun run = await Plugin.RunAsync([.. Exim, "--dialogue", file, "--module", "smtp_starttls", "--output", "prometheus"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\nprobe_success{", run.Output, StringComparison.Ordinal);
        Assert.Matches(new Regex(@"^probe_expect_info\{.*greeting=""Exim .*""\} 1$", RegexOptions.Multiline), run.Output);
        Assert.Matches(new Regex(@"^probe_ssl_earliest_cert_expiry\{.*\} \d+$", RegexOptions.Multiline), run.Output);
    }

    [Fact]
    public async Task A_transcript_tells_every_byte_but_no_secret()
    {
        string[] dialogue =
        [
            .. Imap, "--transcript", "--step", @"expect=^\* OK", "--step", @"send=a1 LOGIN nobody hunter2\r\n", "--step", "expect=^a1 NO", "--quit", "a2 LOGOUT",
        ];

        ProgramRun open = await Plugin.RunAsync(dialogue);
        ProgramRun masked = await Plugin.RunAsync([.. dialogue, "--secret", "hunter2"]);
        ProgramRun byEnvironment = await (await Plugin.CallAsync(dialogue)).WithVariable("CHECK_TCP_SECRETS", "other\nhunter2\n").RunAsync();

        Assert.Contains("hunter2", open.Error.Replace("\n", "", StringComparison.Ordinal) + Texts(open.Error), StringComparison.Ordinal);
        Assert.Matches(@"\A0\.\d{6} s received \d+ bytes\n  0000  2a 20 4f 4b ", open.Error);
        Assert.All([masked, byEnvironment], run =>
        {
            Assert.DoesNotContain("hunter2", Texts(run.Error), StringComparison.Ordinal);
            Assert.Contains("a1 LOGIN nobody *******", Texts(run.Error), StringComparison.Ordinal);
            Assert.Equal(0, run.ExitCode);
        });
    }

    [Fact]
    public async Task A_file_that_is_no_dialogue_is_unknown_with_its_line()
    {
        string file = _folder.Write("bad.toml", "[[step]]\nexpekt = 5\n");

        ProgramRun run = await Plugin.RunAsync([.. Imap, "--dialogue", file]);

        Assert.StartsWith($"TCP UNKNOWN: --dialogue {file}: line 2: expekt: there is no such kind; kinds are expect, ", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, run.ExitCode);
    }

    /// <summary>The right column of a dump, in one piece.</summary>
    private static string Texts(string dump) =>
        string.Concat(dump.Split('\n').Where(line => line.StartsWith("  0", StringComparison.Ordinal)).Select(line => line[57..]));
}
