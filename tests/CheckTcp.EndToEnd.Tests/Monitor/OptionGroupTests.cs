using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

/// <summary>Options of every group in a daemon: what its status and its history say is what <c>check-tcp --json</c> says of them.</summary>
[Collection<Alone>]
public sealed partial class OptionGroupTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ClosedPort _closed = new();
    private readonly TestSocksProxy _socks = new();
    private readonly TestProxy _http = new();
    private readonly ScriptedServer _ftp = ScriptedServer.Start(async peer =>
    {
        await peer.SendAsync("220 ready\r\n");
        await peer.ReceiveLineAsync();
        await peer.SendAsync("500 no hunter2\r\n");
        await peer.FinishAsync();
    });

    private readonly ScriptedServer _tls = ScriptedServer.StartTls(TestCertificates.ValidUntil(5), async peer =>
    {
        await peer.SendAsync("220 ready\r\n");
        await peer.StallAsync();
    });

    private readonly ScriptedServer _startTls = ScriptedServer.Start(async peer =>
    {
        await peer.SendAsync("220 mail.example ESMTP\r\n");
        await peer.ReceiveLineAsync();
        await peer.SendAsync("250-mail.example\r\n250 STARTTLS\r\n");
        await peer.ReceiveLineAsync();
        await peer.SendAsync("220 go ahead\r\n");
        await peer.StartTlsAsync(TestCertificates.Valid);
        await peer.StallAsync();
    });

    private readonly ScriptedServer _behindProxy = ScriptedServer.Start(async peer =>
    {
        string header = await peer.ReceiveLineAsync();
        await peer.SendAsync(header.StartsWith("PROXY TCP4 127.0.0.1 127.0.0.1 ", StringComparison.Ordinal) ? "220 ready\r\n" : "500 who?\r\n");
        await peer.FinishAsync();
    });

    [Fact]
    public async Task The_daemon_says_of_options_of_every_group_what_the_program_says()
    {
        Dictionary<string, string[]> checks = Checks();
        string tables = string.Join('\n', checks.Select(check => Table(check.Key, check.Value)));
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(_folder, tables);
        JsonElement[] live = [];
        await DaemonTests.UntilAsync(async () =>
        {
            live = [.. (await DaemonTests.JsonAsync(monitor.AskAsync("status", "--json"))).GetProperty("checks").EnumerateArray()];
            return live.All(check => check.TryGetProperty("status", out _));
        });
        await monitor.StopAsync();

        foreach ((string name, string[] arguments) in checks)
        {
            string[] without = [.. arguments.Where(argument => argument != "--json")];
            ProgramRun run = await Plugin.RunAsync([.. without, "--json"]);
            JsonElement program = JsonDocument.Parse(run.Output).RootElement;
            JsonElement told = live.Single(check => check.GetProperty("name").GetString() == name);
            JsonElement history = await DaemonTests.JsonAsync(monitor.AskAsync("history", name, "--json"));
            JsonElement stored = history.GetProperty("results")[0];

            string line = $"{Text(program, "name")} {Text(program, "status")}: {Text(program, "message")}";
            Assert.Equal((name, Comparable(line)), (name, Comparable(Text(told, "message")!.TrimEnd('\n'))));
            Assert.Equal((name, Comparable(line)), (name, Comparable(Text(stored, "message")!)));
            if (Text(program, "status") != "OK")
            {
                bool isOfCertificate = program.TryGetProperty("certificate", out _); // then a wrong answer beside it is no reason
                string reason = isOfCertificate ? "" : Failure(program);
                Assert.Equal((name, reason), (name, Failure(told)));
                Assert.Equal((name, reason), (name, Failure(stored)));
                Assert.Equal((name, isOfCertificate), (name, told.TryGetProperty("expiringCertificate", out _)));
            }

            Assert.Equal((name, Attempts(program)), (name, Attempts(told)));
            Assert.Equal((name, program.TryGetProperty("tls", out _)), (name, told.TryGetProperty("certificate", out _)));
        }

        Assert.EndsWith(": 500 no *******", Assert.Single(monitor.Log, line => line.Contains("opened: secret is", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable peer in (IAsyncDisposable[])[_ftp, _tls, _startTls, _behindProxy, _socks, _http])
        {
            await peer.DisposeAsync();
        }

        _closed.Dispose();
        _folder.Dispose();
    }

    private Dictionary<string, string[]> Checks()
    {
        string trusted = _folder.Write("ca.pem", TestCertificates.Trusted.Pem);
        string steps = _folder.Write("dialogue.toml", "[[step]]\nexpect = '^220 (?P<word>.*)'\n[[step]]\nsend = \"HELO ${word}\\r\\n\"\n[[step]]\nexpect = '^250'\n");
        string underTls = _folder.Write("starttls.toml", "[[step]]\nexpect = '^220 '\n[[step]]\nsend = \"EHLO x\\r\\n\"\n[[step]]\n"
            + "expect = '(?m)^250 STARTTLS'\n[[step]]\nsend = \"STARTTLS\\r\\n\"\n[[step]]\nexpect = '^220 '\n[[step]]\nstarttls = true\n");
        string module = _folder.Write("blackbox.yml", "modules:\n  banner: {prober: tcp, tcp: {query_response: [{expect: '^220'}]}}\n");
        string[] ftp = At(_ftp.Port), closed = At(_closed.Port), tls = At(_tls.Port), mail = At(_startTls.Port);
        return new Dictionary<string, string[]>
        {
            ["plain"] = [.. ftp, "-e", "^220", "-q", "QUIT"],
            ["mismatch"] = [.. ftp, "-e", "^250"],
            ["mismatch-warns"] = [.. ftp, "-e", "^250", "--mismatch", "warn"],
            ["rejected"] = [.. ftp, "-e", "ready", "--reject", "^220", "--jail"],
            ["refused"] = closed,
            ["refused-warns"] = [.. closed, "--refuse", "warn"],
            ["closed"] = [.. closed, "-C", "--closed-by", "refused"],
            ["mapped"] = [.. closed, "--status-as", "CRITICAL=UNKNOWN"],
            ["steps"] = [.. ftp, "--step", "expect=^220", "--step", "label=hello", "--step", "send=HELO x\r\n", "--step", "expect=^250"],
            ["secret"] = [.. ftp, "--step", "expect=^220", "--step", "send=hunter2\r\n", "--step", "expect=^250", "--secret", "hunter2"],
            ["dialogue"] = [.. ftp, "--dialogue", steps],
            ["module"] = [.. ftp, "--dialogue", module, "--module", "banner"],
            ["dialogue-starttls"] = [.. mail, "--dialogue", underTls, "--ca-file", trusted],
            ["starttls"] = [.. mail, "--starttls", "smtp", "--ca-file", trusted],
            ["starttls-untrusted"] = [.. mail, "--starttls", "smtp"],
            ["certificate"] = [.. tls, "-S", "--ca-file", trusted, "-D", "30,1", "-e", "^220"],
            ["certificate-beside"] = [.. tls, "-S", "--ca-file", trusted, "-D", "30,1", "-e", "nope", "--mismatch", "ok", "-m", "9"],
            ["certificate-name"] = [.. tls, "-S", "--ca-file", trusted, "--sni", "elsewhere.example"],
            ["pin"] = [.. tls, "-S", "--ca-file", trusted, "--pin", "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="],
            ["no-tls"] = [.. ftp, "-S"],
            ["socks"] = [.. ftp, "-e", "^220", "--proxy", Proxy("socks5", _socks.Port)],
            ["socks-refused"] = [.. closed, "--proxy", Proxy("socks5", _socks.Port)],
            ["http-proxy"] = [.. ftp, "-e", "^220", "--proxy", Proxy("http", _http.Port)],
            ["dead-proxy"] = [.. ftp, "--proxy", Proxy("http", _closed.Port)],
            ["proxy-protocol"] = [.. At(_behindProxy.Port), "--proxy-protocol", "1", "-e", "^220"],
            ["source"] = [.. ftp, "-e", "^220", "--source", "127.0.0.1"],
            ["all-addresses"] = [.. ftp, "-e", "^220", "--all-addresses", "all"],
            ["too-few-addresses"] = [.. ftp, "-e", "^220", "--all-addresses", "3"],
            ["retries"] = [.. closed, "--retries", "2", "--retry-delay", "0"],
            ["phases"] = [.. ftp, "-e", "^220", "--warning", "total=0"],
            ["json"] = [.. ftp, "-e", "^250", "--json"],
            ["senseless"] = ["-H", "localhost", "-p", "70000"],
        };
    }

    private static string[] At(int port) => ["-H", "localhost", "-4", "-p", port.ToString(CultureInfo.InvariantCulture), "-t", "30"];

    private static string Proxy(string scheme, int port) => string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{port}");

    private static string Table(string name, string[] arguments) => $"""
        [plugin.checks.{name}]
        command = ["check-tcp", {string.Join(", ", arguments.Select(argument => JsonSerializer.Serialize(argument)))}]
        check_interval = "5s"
        """;

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();

    /// <summary>What the daemon keeps of a failure: all but its words.</summary>
    private static string Failure(JsonElement element)
    {
        if (!element.TryGetProperty("failure", out JsonElement failure))
        {
            return "";
        }

        var kept = JsonNode.Parse(failure.GetRawText())!.AsObject();
        kept.Remove("message");
        return kept.ToJsonString();
    }

    /// <summary>How many there were: of the program all, of the daemon the one that decided.</summary>
    private static int Attempts(JsonElement element) =>
        element.TryGetProperty("retried", out JsonElement retried) ? retried.GetProperty("attempt").GetInt32()
        : element.TryGetProperty("attempts", out JsonElement attempts) && attempts.ValueKind == JsonValueKind.Array ? attempts.GetArrayLength()
        : 1;

    private static string Comparable(string line) => Figures().Replace(line, "N");

    /// <summary>Seconds, and the time that a certificate has left.</summary>
    [GeneratedRegex(@"\d+\.\d+(?= s)|(?<=expires in )\d+ \w+")]
    private static partial Regex Figures();
}
