using System.Diagnostics;
using System.Globalization;
using CheckTcp.Monitor.Hosting;
using CheckTcp.Monitor.Tests.Execution;
using CheckTcp.Monitor.Tests.Storage;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Hosting;

public sealed class PidFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();

    [Fact]
    public void It_holds_the_process_id_without_a_line_end_and_goes_with_us()
    {
        using (PidFile.Write(_folder / "pid", _log))
        {
            Assert.Equal(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), File.ReadAllText(_folder / "pid"));
        }

        Assert.False(File.Exists(_folder / "pid"));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("2147483646")]
    [InlineData("no number")]
    [InlineData("")]
    public void A_stale_file_is_written_over(string content)
    {
        string path = _folder.Write("pid", content);

        using PidFile? written = PidFile.Write(path, _log);

        Assert.NotNull(written);
        Assert.Equal(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), File.ReadAllText(path));
    }

    [Fact]
    public void The_file_of_another_program_that_runs_is_left_alone()
    {
        using var agent = Process.Start("sleep", "1000");
        try
        {
            string path = _folder.Write("pid", agent.Id.ToString(CultureInfo.InvariantCulture));

            Assert.Null(PidFile.Write(path, _log));

            Assert.Equal(agent.Id.ToString(CultureInfo.InvariantCulture), File.ReadAllText(path));
            Assert.Contains("belongs to sleep", Assert.Single(_log.Lines), StringComparison.Ordinal);
        }
        finally
        {
            agent.Kill();
        }
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told_of_and_stops_nobody()
    {
        Assert.Null(PidFile.Write(_folder / "nosuch/pid", _log));
        Assert.Contains("cannot be written", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_another_program_has_made_its_own_meanwhile_is_not_removed()
    {
        string path = _folder / "pid";
        PidFile written = PidFile.Write(path, _log)!;
        File.WriteAllText(path, "4711"); // in the same file, as most programs do

        written.Dispose();

        Assert.Equal("4711", File.ReadAllText(path));
    }

    [Fact]
    public void A_file_that_was_put_in_its_place_is_not_removed()
    {
        string path = _folder / "pid";
        PidFile written = PidFile.Write(path, _log)!;
        File.WriteAllText(_folder / "other", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        File.Move(_folder / "other", path, overwrite: true);

        written.Dispose();

        Assert.True(File.Exists(path));
    }

    [Fact]
    public void A_link_in_its_place_is_neither_followed_nor_removed()
    {
        string target = _folder.Write("precious", "of another program");
        File.CreateSymbolicLink(_folder / "pid", target);

        Assert.Null(PidFile.Write(_folder / "pid", _log));

        Assert.Equal("of another program", File.ReadAllText(target));
        Assert.Equal(
            $"Warning: pidfile {_folder / "pid"} is a symbolic link, which is not followed; remove it; check-tcpd runs without one",
            Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task Neither_a_pipe_nor_a_folder_in_its_place_is_waited_for_or_removed()
    {
        await Tool.RunAsync("mkfifo", _folder / "pid");
        _folder.CreateFolder("folder");

        Assert.Null(PidFile.Write(_folder / "pid", _log));
        Assert.Null(PidFile.Write(_folder / "folder", _log));

        Assert.True(File.Exists(_folder / "pid"));
        Assert.Contains("is a named pipe, not a regular file", _log.Lines.First(), StringComparison.Ordinal);
        Assert.Contains("is a folder, not a regular file", _log.Lines.Last(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
