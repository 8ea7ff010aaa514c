using CheckTcp.CommandLine.DialogueFiles;
using CheckTcp.TestSupport;
using CsCheck;

namespace CheckTcp.CommandLine.Tests.DialogueFiles;

public sealed class BlackboxFileTests : IDisposable
{
    private const string Sample = """
        modules:
          base: &base
            prober: tcp
            timeout: 5s
          m:
            prober: tcp
            tcp:
              tls: true
              tls_config: {ca_file: ca.pem, min_version: TLS12}
              query_response:
                - expect: "^220 (.+)$"
                  labels: [{name: host, value: "${1}"}]
                - send: 'QUIT'
                  starttls: false
                - expect_bytes: !!binary AAH/
                - {send: |
                    x}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_module_becomes_the_steps_that_it_means() => Assert.Equal(
        "line \"^220 ([^ ]+) ESMTP (.+)$\"; record host as \"${1}\"; record price as \" $$${2}x\"; send \"EHLO ${1}\r\n\"; line \"^250-STARTTLS\"; "
        + "send \"STARTTLS\\r\\n\"; line \"^220\"; starttls; bytes 0001FF; send \"${1} \\ literally\\n\"; line \"end\"",
        Words(
            """
            modules:
              smtp_starttls:
                prober: tcp
                timeout: 1m5s500ms
                tcp:
                  preferred_ip_protocol: ip4
                  query_response:
                    - send: "EHLO ${1}\r"
                      expect: "^220 ([^ ]+) ESMTP (.+)$"
                      labels:
                        - name: host
                          value: $1
                        - {name: price, value: "$5 $$${2}x$nothing"}
                    - expect: "^250-STARTTLS"
                    - send: "STARTTLS\r"
                    - expect: "^220"
                    - starttls: true
                    - expect_bytes: !!binary AAH/
                    - send: '${1} \ literally'
                    - expect: end
            """,
            "smtp_starttls"));

    [Fact]
    public void Its_timeout_holds_unless_the_command_line_says_otherwise()
    {
        const string Module = "modules: {m: {prober: tcp, timeout: 7s}}";

        Assert.Equal(TimeSpan.FromSeconds(7), CheckOf(Module, "m").Limits.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(3), CheckOf(Module, "m", "-t", "3").Limits.Timeout);
    }

    [Theory]
    [InlineData("{}", AddressFamilies.Any)]
    [InlineData("{preferred_ip_protocol: ip4}", AddressFamilies.Any)]
    [InlineData("{preferred_ip_protocol: ip4, ip_protocol_fallback: false}", AddressFamilies.IPv4)]
    [InlineData("{ip_protocol_fallback: false}", AddressFamilies.IPv6)]
    public void A_family_without_a_fallback_is_the_only_one(string tcp, AddressFamilies families) =>
        Assert.Equal(families, CheckOf($"modules: {{m: {{prober: tcp, tcp: {tcp}}}}}", "m").Target.Families);

    [Fact]
    public void TLS_begins_with_the_first_byte_or_with_a_step()
    {
        TcpCheck first = CheckOf("modules: {m: {prober: tcp, tcp: {tls: true, tls_config: {insecure_skip_verify: true}}}}", "m");
        TcpCheck later = CheckOf(
            "modules: {m: {prober: tcp, tcp: {query_response: [{starttls: true}], tls_config: {insecure_skip_verify: true}}}}", "m");

        Assert.False(first.Tls!.VerifyCertificate);
        Assert.Null(later.Tls);
        Assert.False(Assert.IsType<StartTlsStep>(Assert.Single(later.Steps)).Settings.VerifyCertificate);
    }

    [Fact]
    public void Certificates_and_the_key_may_stand_in_the_module_and_the_key_is_never_shown()
    {
        const string Module = """
            modules:
              m:
                prober: tcp
                tcp:
                  tls: true
                  tls_config:
                    ca: |
                      -----BEGIN CERTIFICATE-----
                      Y2E=
                      -----END CERTIFICATE-----
                    cert: |
                      -----BEGIN CERTIFICATE-----
                      Y2VydA==
                      -----END CERTIFICATE-----
                    key: |
                      -----BEGIN PRIVATE KEY-----
                      c2VjcmV0
                      -----END PRIVATE KEY-----
            """;

        TcpCheck check = CheckOf(Module, "m");

        Assert.Equal("-----BEGIN CERTIFICATE-----\nY2E=\n-----END CERTIFICATE-----\n", check.Tls!.CaFile);
        Assert.Contains("\nY2VydA==\n", check.Tls.ClientCertificate!.File, StringComparison.Ordinal);
        Assert.Contains("\nc2VjcmV0\n", check.Tls.ClientCertificate.KeyFile, StringComparison.Ordinal);
        Assert.Contains("trusting the PEM given as text, as the client in the PEM given as text", CheckTcp.CommandLine.Formats.CheckText.InOneLine(check), StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", CheckTcp.CommandLine.Formats.CheckText.InOneLine(check), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", "there is nothing in it that could be a module")]
    [InlineData("a: b", "there are no modules")]
    [InlineData("modules: {other: {prober: tcp}, more: {prober: http}}", "there is no module m; there are other, more")]
    [InlineData("modules:\n  m:\n    prober: http", "line 3: the module is for the prober http; only those for tcp can be read")]
    [InlineData("modules:\n  m:\n    prober: tcp\n    timeout: fast", "line 4: no duration such as 5s")]
    [InlineData("modules:\n  m:\n    prober: tcp\n    tcp:\n      query_reponse: []", "line 5: query_reponse means nothing here")]
    [InlineData("modules: {m: {prober: tcp, tcp: {tls: maybe}}}", "line 1: tls is true or false")]
    [InlineData("modules: {m: {prober: tcp, tcp: {query_response: {send: x}}}}", "query_response is a list")]
    [InlineData("modules: {m: {prober: tcp, tcp: {query_response: [{expect: a, expect_bytes: b}]}}}", "mutually exclusive")]
    [InlineData("modules: {m: {prober: tcp, tcp: {query_response: [{expect: '('}]}}}", "line 1: missing closing )")]
    [InlineData("modules: {m: {prober: tcp, tcp: {tls: true, query_response: [{starttls: true}]}}}", "blackbox.yml: line 1: starttls: ")]
    [InlineData("modules: {m: {prober: tcp, tcp: {tls: true, tls_config: {min_version: SSL3}}}}", "TLS10, TLS11, TLS12 and TLS13")]
    [InlineData("modules: {m: {prober: tcp, tcp: {tls: true, tls_config: {ca: inline}}}}", "ca is not PEM; give the text with its line -----BEGIN ...-----, or the name of a file as ca_file")]
    [InlineData("modules: {m: {prober: tcp, tcp: {tls: true, tls_config: {key: '-----BEGIN PRIVATE KEY-----', key_file: x}}}}", "key and key_file exclude each other; leave one of them out")]
    [InlineData("modules: {m: {prober: tcp, tcp: {tls: true, tls_config: {ca_ref: x}}}}", "ca_ref means nothing here, or nothing that a check can do")]
    [InlineData("modules: [", "no YAML: ")]
    [InlineData("modules:\n  m: [a\n  b: c", "line 2: no YAML from here on; look at indentation, colons, quotes and brackets: ")]
    [InlineData(" : p", "line 2: no YAML: ")]
    [InlineData("modules:\n  m:\n  other: {}", "line 2: the module m is empty; write prober: tcp below it, and tcp: with its steps")]
    [InlineData("modules:\n  m: {prober: tcp}\n  m: {}", "line 3: m is there twice")]
    [InlineData("modules:\n  m: *base", "line 2: there is no &base before it")]
    [InlineData("modules:\n  m: &m {a: *m}", "line 2: there is no &m before it")]
    [InlineData("modules:\n  m: {<<: x}", "line 2: << takes a mapping, or a list of them")]
    [InlineData("modules:\n  ? [m]\n  : x", "line 2: a key is a text")]
    [InlineData("modules:\n  m: {prober: tcp, tcp: {\n      tls_config: {ca_fiel: x}}}", "line 3: ca_fiel means nothing here")]
    [InlineData("modules:\n  m: {prober: tcp, tcp: {query_response: [{expect: x, labels: [\n      {value: x}]}]}}", "line 3: a label has a name")]
    [InlineData("modules:\n  m: {prober: tcp, tcp: {query_response: [{expect: x, labels: [{name: a=b}]}]}}", "line 2: a label has a name")]
    [InlineData("modules:\n  m: {prober: tcp, tcp: {query_response: [{expect: '', expect_bytes: x}]}}", "line 2: expect and expect_bytes are mutually exclusive")]
    [InlineData("modules: {m: {prober: tcp, timeout: {}}}", "line 1: timeout is a text")]
    public void A_module_that_cannot_be_a_check_is_told_with_the_line(string text, string fault) =>
        Assert.Contains(fault, Assert.IsType<SenselessCommand>(Parse(text, "m", "-p", "1")).Judgement.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("line \"(?:)\"", "[{expect: ''}, {send: ''}, {send: ~}, {expect: ~}, {expect: , send: }]")]
    [InlineData("line \"(x)\"", "[{expect: (x), send: $nothing}]")]
    [InlineData("line \"x\"", "[{labels: [{name: a, value: b}]}, {expect: x}]")]
    public void What_is_empty_is_what_it_is_to_the_exporter(string words, string steps) => Assert.Equal(
        words, Words($"modules: {{m: {{prober: tcp, tcp: {{query_response: {steps}}}}}}}", "m"));

    [Fact]
    public void Sections_of_other_probers_are_passed_over() =>
        Assert.Equal("", Words("modules: {m: {prober: tcp, http: {method: POST}, dns: {query_name: x}, icmp: {}, grpc: {}}}", "m"));

    [Fact]
    public void Mappings_are_merged_as_the_exporter_merges_them() => Assert.Equal(
        (TimeSpan.FromSeconds(2), AddressFamilies.IPv4),
        TimeoutAndFamilies("""
            modules:
              base: &base {prober: http, timeout: 9s}
              family: &family
                prober: dns
                tcp: &tcp {preferred_ip_protocol: ip6, ip_protocol_fallback: false}
              m:
                prober: tcp
                <<: [*base, *family]
                timeout: 2s
                tcp:
                  <<: *tcp
                  preferred_ip_protocol: ip4
            """));

    [Theory]
    [InlineData("[", 50_000, "nested more than 64 deep")]
    [InlineData("[\n", 50_000, "nested more than 64 deep")]
    [InlineData("- ", 50_000, "nested more than 64 deep")]
    [InlineData("{a: ", 50_000, "nested more than 64 deep")]
    public void Nesting_is_bounded(string opening, int times, string fault) => Assert.Contains(
        fault,
        Assert.IsType<SenselessCommand>(Parse(string.Concat(Enumerable.Repeat(opening, times)), "m", "-p", "1")).Judgement.Message,
        StringComparison.Ordinal);

    [Fact]
    public void Aliases_of_aliases_are_bounded()
    {
        string text = "a0: &a0 [x, x]\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"));

        Assert.Contains("more than 100000 texts, lists and mappings", Assert.IsType<SenselessCommand>(Parse(text, "m", "-p", "1")).Judgement.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(62, null)]
    [InlineData(63, "more than 4194304 characters of text, aliases included")]
    public void Aliases_of_a_long_text_are_bounded_by_what_they_expand_to(int aliases, string? fault)
    {
        string step = $"&a {{send: {new string('x', 65_536)}}}";
        string text = $"modules: {{m: {{prober: tcp, tcp: {{query_response: [{step}{string.Concat(Enumerable.Repeat(", *a", aliases))}]}}}}}}";

        CheckCommand command = Parse(text, "m", "-p", "1");

        Assert.Equal(fault is null ? aliases + 1 : 0, command is RunCommand run ? run.Check.Steps.Length : 0);
        Assert.Contains(fault ?? "", command is SenselessCommand senseless ? senseless.Judgement.Message : "", StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_are_bounded() => Assert.Contains(
        "more than 1000 steps; write a shorter dialogue",
        Assert.IsType<SenselessCommand>(Parse(
            $"modules: {{m: {{prober: tcp, tcp: {{query_response: [&a {{expect: x}}{string.Concat(Enumerable.Repeat(", *a", 1000))}]}}}}}}", "m", "-p", "1")).Judgement.Message,
        StringComparison.Ordinal);

    [Fact]
    public void Any_text_with_a_few_typos_is_read_without_an_exception() => Gen.Select(Gen.Int[0, Sample.Length], Gen.Int[0, 5], Gen.String["[]{}:,-?&*!|>'\"%@`# \t\n~<x0\0\u2028"])
        .Array[1, 3]
        .Sample(typos => Parse(typos.Aggregate(Sample, Mistyped), "m", "-p", "1") is not null, iter: 1000);

    private static string Mistyped(string text, (int At, int Dropped, string Added) typo)
    {
        int at = Math.Min(typo.At, text.Length);
        return text[..at] + typo.Added[..Math.Min(typo.Added.Length, 3)] + text[Math.Min(at + typo.Dropped, text.Length)..];
    }

    [Fact]
    public void A_module_needs_its_file() => Assert.Contains(
        "--module: give the file that it stands in with --dialogue", Reading.Senseless("-p", "1", "--module", "m").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("5s", 5.0)]
    [InlineData("1m30s", 90.0)]
    [InlineData("1h500ms", 3600.5)]
    [InlineData("", null)]
    [InlineData("5", null)]
    [InlineData("s", null)]
    [InlineData("5s1m", null)]
    [InlineData("1s1s", null)]
    [InlineData("-5s", null)]
    public void Durations_are_those_of_Prometheus(string text, double? expected) =>
        Assert.Equal(expected, PrometheusDuration.TryParse(text, out double seconds) ? seconds : null);

    private (TimeSpan Timeout, AddressFamilies Families) TimeoutAndFamilies(string text)
    {
        TcpCheck check = CheckOf(text, "m");
        return (check.Limits.Timeout, check.Target.Families);
    }

    private string Words(string text, string module) => Reading.Words(Parse(text, module, "-p", "25")).Split(" RunCommand")[0];

    private TcpCheck CheckOf(string text, string module, params string[] arguments) =>
        Assert.IsType<RunCommand>(Parse(text, module, [.. arguments, "-p", "25"])).Check;

    private CheckCommand Parse(string text, string module, params string[] arguments) =>
        CheckCommand.Parse([.. arguments, "--dialogue", _folder.Write("blackbox.yml", text), "--module", module], null, DialogueFile.Read);
}
