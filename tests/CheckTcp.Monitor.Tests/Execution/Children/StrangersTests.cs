using System.Diagnostics;
using System.Globalization;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution.Children;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Execution.Children;

/// <summary>Only what descends from the child is ever signalled, whatever the child handed to others.</summary>
public sealed class StrangersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Process? _stranger;

    [Theory]
    [InlineData(null)]
    [InlineData("daemon")]
    public async Task Who_only_holds_the_output_is_not_signalled(string? user)
    {
        Task<ChildOutcome> run = RunAsync(user);
        string child = await WrittenAsync("pid");

        await StartStrangerAsync($"sh {Script()} >>/proc/{child}/fd/1 2>>/proc/{child}/fd/2");

        Assert.Equal(ChildEnd.TimedOut, (await run).End);
        await AssertUnharmedAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("daemon")]
    public async Task Who_only_has_the_marker_is_not_signalled(string? user)
    {
        Task<ChildOutcome> run = RunAsync(user);
        string marker = await WrittenAsync("marker");

        await StartStrangerAsync($"CHECK_TCPD_RUN={marker} sh {Script()}");

        Assert.Equal(ChildEnd.TimedOut, (await run).End);
        await AssertUnharmedAsync();
    }

    public void Dispose()
    {
        _stranger?.Kill(entireProcessTree: true);
        _stranger?.Dispose();
        _folder.Dispose();
    }

    private Task<ChildOutcome> RunAsync(string? user)
    {
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0x1FF);
        ChildProgram program = Child.Shell(
            $"{Write("marker", "$CHECK_TCPD_RUN")}; {Write("pid", "$$")}; until [ -e {_folder / "stranger"} ]; do sleep 0.05; done; kill -STOP $$");
        return Child.RunAsync(program with { User = user }, new ChildLimits(TimeSpan.FromSeconds(5)) { KillAfter = TimeSpan.FromMilliseconds(200) });
    }

    /// <summary>A whole file or none.</summary>
    private string Write(string file, string text) => $"echo {text} >{_folder / file}.part; mv {_folder / file}.part {_folder / file}";

    /// <summary>It notes SIGTERM, and SIGWINCH, which has the higher number and so comes after it.</summary>
    private string Script() => _folder.Write("stranger.sh", $"""
        trap '{Write("signalled", "TERM")}' TERM
        trap '{Write("lives", "WINCH")}' WINCH
        {Write("stranger", "$$")}
        while :; do sleep 1000 & wait $!; done
        """);

    /// <summary>Of root's, and below another process: one whose parent we are could be one that we have adopted.</summary>
    private async Task StartStrangerAsync(string line)
    {
        _stranger = Process.Start("sh", ["-c", $"{line} & wait"]);
        await WrittenAsync("stranger");
    }

    private async Task AssertUnharmedAsync()
    {
        int stranger = int.Parse(await WrittenAsync("stranger"), CultureInfo.InvariantCulture);
        _ = Libc.kill(stranger, 28); // SIGWINCH
        await WrittenAsync("lives");
        Assert.False(File.Exists(_folder / "signalled"));
    }

    private async Task<string> WrittenAsync(string file)
    {
        long start = Stopwatch.GetTimestamp();
        while (!File.Exists(_folder / file))
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60), $"{file} was not written");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        return (await File.ReadAllTextAsync(_folder / file, TestContext.Current.CancellationToken)).Trim();
    }
}
