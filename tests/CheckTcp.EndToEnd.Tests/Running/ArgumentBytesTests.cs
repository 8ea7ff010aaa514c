using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Running;

public class ArgumentBytesTests
{
    [Theory]
    [InlineData(new byte[] { 0xff, 0xfe, 0x80 })]
    [InlineData(new byte[] { (byte)'a', 0xc3, (byte)'b' })] // half a letter
    [InlineData(new byte[] { 0xc3, 0xa9, 0xe2, 0x82, 0xac })] // é and €, whole
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })] // a surrogate, which UTF-8 forbids
    public async Task Bytes_of_an_argument_are_sent_as_they_are(byte[] bytes)
    {
        using TemporaryFolder folder = new();
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.StallAsync());
        ProgramCall call = (await Plugin.CallAsync("-H", "127.0.0.1", "-p", $"{server.Port}", "-E", "-s"))
            .WithRawArguments(folder, bytes, "-q"u8.ToArray(), [.. bytes, .. "\\n"u8]);

        ProgramRun run = await call.RunAsync();

        await server.ConnectionEnded;
        Assert.Equal([.. bytes, .. bytes, (byte)'\n'], server.ReceivedBytes);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }
}
