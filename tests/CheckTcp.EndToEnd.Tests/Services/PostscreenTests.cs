using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Services;

/// <summary>A server that makes its clients wait in the middle of the greeting.</summary>
public class PostscreenTests
{
    [Fact]
    public async Task A_greeting_in_two_parts_is_heard_to_its_end_before_anything_is_said()
    {
        Postfix postfix = await Postfix.StartAsync(TestCertificates.ValidRsa);
        using ServerProcess process = postfix.Process;
        string[] target = ["-H", "127.0.0.1", "-p", $"{postfix.Postscreen}", "-t", "60"];

        ProgramRun run = await Plugin.RunAsync(["--service", "smtp", .. target]);
        string logs = await process.UntilLoggedAsync("quit=1");
        await Plugin.RunAsync(["-e", "^220", "-q", "QUIT", .. target]);

        Assert.Matches(@"\ASMTP OK: .* \[220-please wait\\r\\n220 mail\.test ESMTP Postfix\]\n\z", run.Output);
        Assert.DoesNotContain("PREGREET", logs, StringComparison.Ordinal);
        await process.UntilLoggedAsync("PREGREET"); // of one who leaves after the first line
    }
}
