using System.Globalization;
using CheckTcp.EndToEnd.Tests.Support;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Running;

[Collection<Alone>]
public class ResourceTests
{
    // A check under TLS takes half of it; the rest is for the largest pattern that is still read to be refused.
    private const int MaxKilobytes = 26 * 1024;

    [Fact]
    public async Task It_starts_within_512_MiB_of_address_space()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));
        ProgramCall call = await Plugin.CallAsync("-H", "127.0.0.1", "-p", $"{server.Port}", "-e", "^220");

        ProgramRun run = await call.InShell("ulimit -v 524288; exec \"$@\"").RunAsync();

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task An_OpenSSL_that_cannot_be_loaded_is_said_so()
    {
        using TemporaryFolder folder = new();
        folder.Write("libssl.so.3", "no library");
        folder.Write("libssl.so.1.1", "no library");
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.StallAsync());
        ProgramCall call = await Plugin.CallAsync("-S", "-H", "127.0.0.1", "-p", $"{server.Port}");

        ProgramRun run = await call.WithVariable("LD_LIBRARY_PATH", folder.Path).RunAsync();

        Assert.Equal(
            $"TCP CRITICAL: TLS handshake with 127.0.0.1:{server.Port}: OpenSSL cannot be loaded here; install libssl.so.3\n", run.Output);
        Assert.Equal((2, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("never sent", "spam\r\n")]
    [InlineData(@"(a|b|ab)*c\z", "ab")]
    [InlineData("never sent", "\n")]
    public async Task A_flood_ends_at_the_deadline_in_bounded_memory(string pattern, string spam)
    {
        using TemporaryFolder folder = new();
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.FloodAsync(spam));
        ProgramCall call = await Plugin.CallAsync(
            "-H", "127.0.0.1", "-p", $"{server.Port}", "-e", pattern, "-m", "2147483647", "--timeout", "3");

        ProgramRun run = await InTime.RunAsync(
            3.5, () => call.InShell($"exec /usr/bin/time --format %M --output {folder / "peak"} \"$@\"").RunAsync());

        Assert.Equal(2, run.ExitCode);
        Assert.InRange(run.Elapsed.TotalSeconds, 0, 3.5);
        Assert.Matches(@"\ATCP CRITICAL: [^\n]*\n\z", run.Output);
        Assert.InRange(await PeakAsync(folder / "peak"), 1, MaxKilobytes);
    }

    [Theory]
    [InlineData("a{1000}", 260, 2, "Unexpected response from host/socket: 220 ready")] // the largest program that is taken
    [InlineData("a{1000}", 3_000, 3, "expression too large")]
    [InlineData(@"[\pL\PN]", 10_000, 3, "expression too large")]
    [InlineData("(", 40_000, 3, "missing closing )")]
    [InlineData("(a*)*", 20_000, 0, "220 ready")]
    public async Task A_huge_pattern_is_taken_or_refused_in_bounded_memory(string part, int times, int exitCode, string expected)
    {
        using TemporaryFolder folder = new();
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));
        ProgramCall call = await Plugin.CallAsync(
            "-H", "127.0.0.1", "-p", $"{server.Port}", "-t", "5", "-e", string.Concat(Enumerable.Repeat(part, times)));

        ProgramRun run = await call.InShell($"exec /usr/bin/time --format %M --output {folder / "peak"} \"$@\"").RunAsync();

        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
        Assert.InRange(await PeakAsync(folder / "peak"), 1, MaxKilobytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenSSL_is_loaded_for_a_check_with_TLS_and_for_no_other(bool tls)
    {
        await using ScriptedServer server = tls
            ? ScriptedServer.StartTls(TestCertificates.Valid, peer => peer.SendAsync("220 ready\r\n"))
            : ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));
        string[] more = tls ? ["--ssl", "--no-check-certificate"] : [];
        ProgramCall call = await Plugin.CallAsync(["-H", "127.0.0.1", "-p", $"{server.Port}", "-e", "^220", .. more]);

        ProgramRun run = await call.WithVariable("LD_DEBUG", "files").RunAsync();

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("calling init", run.Error, StringComparison.Ordinal); // LD_DEBUG has worked
        Assert.Equal(tls, run.Error.Contains("libssl", StringComparison.Ordinal));
        Assert.Equal(tls, run.Error.Contains("libcrypto", StringComparison.Ordinal));
    }

    // The last line: time notes an exit code other than 0 before it.
    private static async Task<int> PeakAsync(string path) =>
        int.Parse((await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken))[^1], CultureInfo.InvariantCulture);
}
