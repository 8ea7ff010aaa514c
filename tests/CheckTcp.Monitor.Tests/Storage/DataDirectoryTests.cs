using System.Diagnostics;
using CheckTcp.Monitor.Storage;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Storage;

public sealed class DataDirectoryTests : IDisposable
{
    private const UnixFileMode OwnerAlone = (UnixFileMode)0b111_000_000;
    private const string Somebody = "nobody";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_is_missing_is_made_and_closed_to_others_with_all_that_is_in_it()
    {
        using DataDirectory directory = DataDirectory.Open(_folder / "data");

        Assert.Equal(_folder / "data", directory.Path);
        Assert.Equal(_folder / "data/history.db", directory.HistoryPath);
        Assert.Equal(OwnerAlone, File.GetUnixFileMode(directory.Path));
        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(_folder / "data/check-tcpd.lock"));
    }

    [Fact]
    public void Folders_on_the_way_to_the_default_place_are_made_and_closed_to_others()
    {
        using DataDirectory directory = DataDirectory.Open(_folder / ".local/state/check-tcpd", makesParents: true);

        Assert.All(
            (string[])[".local", ".local/state", ".local/state/check-tcpd"],
            made => Assert.Equal(OwnerAlone, File.GetUnixFileMode(_folder / made)));
    }

    [Theory]
    [InlineData("0777")]
    [InlineData("0770")] // a group that may write decides what the files are
    [InlineData("0755")]
    public void A_folder_of_ours_that_is_open_to_others_is_closed_to_them_and_the_log_has_a_line(string mode)
    {
        string path = _folder.CreateFolder("data");
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
        LogRecording log = new();
        _folder.Write("data/check-tcpd.lock", "");
        _folder.Write("data/history.db", "");
        File.SetUnixFileMode(_folder / "data/check-tcpd.lock", (UnixFileMode)0b110_110_110);

        using DataDirectory directory = DataDirectory.Open(path, log: log);

        Assert.Equal(OwnerAlone, File.GetUnixFileMode(path));
        Assert.Equal(
            $"Warning: data directory {path}: others could enter it or write in it (mode {mode}); it now has mode 0700. For a group that may use the "
            + $"control socket: chmod 750 {path}",
            Assert.Single(log.Lines));
        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(_folder / "data/check-tcpd.lock"));
    }

    [Fact]
    public void A_folder_that_holds_files_of_others_stays_as_open_as_it_is()
    {
        const UnixFileMode readByAll = (UnixFileMode)0b111_101_101;
        string path = _folder.CreateFolder("agent");
        _folder.Write("agent/mackerel-agent.state", "");
        File.SetUnixFileMode(path, readByAll);

        using DataDirectory directory = DataDirectory.Open(path);

        Assert.Equal(readByAll, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_group_that_was_let_in_on_purpose_stays_so_and_reaches_the_socket_alone()
    {
        const UnixFileMode withGroup = (UnixFileMode)0b111_101_000;
        string path = _folder.CreateFolder("data");
        File.SetUnixFileMode(path, withGroup);
        LogRecording log = new();

        using DataDirectory directory = DataDirectory.Open(path, log: log);

        Assert.Empty(log.Lines);

        Assert.Equal(withGroup, File.GetUnixFileMode(path));
        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(_folder / "data/check-tcpd.lock"));
    }

    [Theory]
    [InlineData("0777")]
    [InlineData("0775")]
    public void A_folder_that_others_may_write_in_is_refused(string mode)
    {
        string path = _folder.CreateFolder("shared");
        _folder.Write("shared/of-somebody", "");
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));

        StoreException error = Assert.Throws<StoreException>(() => DataDirectory.Open(path));

        Assert.Equal(
            $"data directory {path}: others may write in it (mode {mode}); name a folder in it, such as {path}/check-tcpd, as data_directory, "
            + $"or close it to them (chmod 700 {path})",
            error.Message);
    }

    [Fact]
    public async Task A_folder_of_another_user_is_refused()
    {
        string path = _folder.CreateFolder("theirs");
        await Tool.RunAsync("chown", Somebody, path);

        StoreException error = Assert.Throws<StoreException>(() => DataDirectory.Open(path));

        Assert.Equal(
            $"data directory {path}: it belongs to {Somebody}, who could lead files of root elsewhere; run check-tcpd as {Somebody}, "
            + $"name another data_directory, or give it to root (chown -R root {path})",
            error.Message);
    }

    [Fact]
    public void A_link_in_the_place_of_the_lock_is_not_followed()
    {
        string target = _folder.Write("precious", "of another program");
        string path = _folder.CreateFolder("data");
        File.CreateSymbolicLink(_folder / "data/check-tcpd.lock", target);

        StoreException error = Assert.Throws<StoreException>(() => DataDirectory.Open(path));

        Assert.Equal(
            $"data directory {path}: {path}/check-tcpd.lock is a symbolic link, which is not followed; remove it", error.Message);
        Assert.Equal("of another program", File.ReadAllText(target));
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(target));
    }

    [Fact]
    public async Task Neither_a_pipe_nor_a_folder_nor_a_second_name_of_another_file_passes_for_the_lock()
    {
        string path = _folder.CreateFolder("data");
        string precious = _folder.Write("precious", "of another program");

        await Tool.RunAsync("mkfifo", _folder / "data/check-tcpd.lock");
        Assert.Contains("check-tcpd.lock is a named pipe, not a regular file; remove it", Refusal(path), StringComparison.Ordinal);

        File.Delete(_folder / "data/check-tcpd.lock");
        _folder.CreateFolder("data/check-tcpd.lock");
        Assert.Contains("check-tcpd.lock is a folder, not a regular file; remove it", Refusal(path), StringComparison.Ordinal);

        Directory.Delete(_folder / "data/check-tcpd.lock");
        await Tool.RunAsync("ln", precious, _folder / "data/check-tcpd.lock");
        Assert.Contains("check-tcpd.lock has a second name (a hard link); remove it", Refusal(path), StringComparison.Ordinal);
        Assert.Equal("of another program", File.ReadAllText(precious));
    }

    [Fact]
    public async Task A_file_of_another_user_is_named_with_a_fix_that_helps()
    {
        string path = _folder.CreateFolder("data");
        string file = _folder.Write("data/check-tcpd.lock", "");
        await Tool.RunAsync("chown", Somebody, file);

        Assert.Contains($"{file} belongs to {Somebody}; give it to root (chown root {file}), or remove it", Refusal(path), StringComparison.Ordinal);

        await Tool.RunAsync("chown", "root", file);
        DataDirectory.Open(path).Dispose();
    }

    [Fact]
    public void One_daemon_holds_it_and_a_second_is_told_which()
    {
        using DataDirectory first = DataDirectory.Open(_folder.Path);

        Assert.Equal(HeldByUs(_folder.Path), Refusal(_folder.Path));
    }

    [Fact]
    public void It_is_held_also_when_its_lock_file_is_gone_which_is_made_again()
    {
        using DataDirectory first = DataDirectory.Open(_folder.Path);
        first.Keep(new StoreMark(5, 7));
        File.Delete(_folder / "check-tcpd.lock");

        Assert.False(first.IsInPlace);
        Assert.Contains("another check-tcpd uses it", Refusal(_folder.Path), StringComparison.Ordinal);
        Assert.True(first.TakeAgain());

        Assert.True(first.IsInPlace);
        Assert.False(first.TakeAgain());
        Assert.Equal(HeldByUs(_folder.Path), Refusal(_folder.Path));
        Assert.Equal(new StoreMark(5, 7), first.Mark);
    }

    [Fact]
    public void One_that_was_moved_stays_held_until_the_new_one_is()
    {
        string path = _folder / "data";
        using DataDirectory first = DataDirectory.Open(path);
        first.Keep(new StoreMark(5, 7));
        Directory.Move(path, _folder / "moved");

        Assert.False(first.IsInPlace);
        Assert.Equal(HeldByUs(_folder / "moved"), Refusal(_folder / "moved"));
        Assert.True(first.TakeAgain());

        Assert.Equal(HeldByUs(path), Refusal(path));
        Assert.Equal(new StoreMark(5, 7), first.Mark);
        using DataDirectory moved = DataDirectory.Open(_folder / "moved");
    }

    [Fact]
    public void One_that_another_daemon_holds_by_now_is_left_to_it()
    {
        string path = _folder / "data";
        using DataDirectory first = DataDirectory.Open(path);
        Directory.Move(path, _folder / "moved");
        using DataDirectory second = DataDirectory.Open(path);

        Assert.Contains("another check-tcpd uses it", Assert.Throws<StoreException>(() => first.TakeAgain()).Message, StringComparison.Ordinal);

        Assert.True(second.IsInPlace);
    }

    [Fact]
    public void It_is_free_again_when_it_was_given_up()
    {
        DataDirectory.Open(_folder.Path).Dispose();

        using DataDirectory second = DataDirectory.Open(_folder.Path);

        Assert.Equal(_folder.Path, second.Path);
    }

    [Fact]
    public void What_was_kept_is_there_at_the_next_start()
    {
        using (DataDirectory first = DataDirectory.Open(_folder.Path))
        {
            first.Keep(new StoreMark(1_700_000_000_000, 42));
        }

        using DataDirectory second = DataDirectory.Open(_folder.Path);

        Assert.Equal(new StoreMark(1_700_000_000_000, 42), second.Mark);
    }

    [Fact]
    public async Task It_is_free_again_when_its_holder_was_killed()
    {
        string lockPath = _folder / "check-tcpd.lock";
        using Process holder = Process.Start(new ProcessStartInfo("flock", ["--no-fork", lockPath, "sh", "-c", "echo held; exec sleep 600"])
        {
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Throws<StoreException>(() => DataDirectory.Open(_folder.Path));

        holder.Kill();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);

        using DataDirectory ours = DataDirectory.Open(_folder.Path);
        Assert.Equal(HeldByUs(_folder.Path), Refusal(_folder.Path));
    }

    [Fact]
    public void A_file_in_its_place_is_refused()
    {
        string path = _folder.Write("data", "");

        Assert.Equal($"data directory {path}: it is a file; remove it, or name a folder as data_directory", Refusal(path));
    }

    [Fact]
    public void A_folder_that_was_named_and_whose_parent_is_missing_is_refused() =>
        Assert.Equal(
            $"data directory {_folder / "no/data"}: {_folder / "no"} does not exist; create it, or name another data_directory",
            Refusal(_folder / "no/data"));

    [Theory]
    [InlineData("")]
    [InlineData("/new")]
    public async Task A_folder_that_is_not_ours_is_refused(string below)
    {
        string path = _folder.CreateFolder("theirs");
        await Tool.RunAsync("chattr", "+i", path); // which stops even root
        try
        {
            string refusal = Refusal(path + below);

            Assert.StartsWith($"data directory {path + below}: root may not write in {path} (", refusal, StringComparison.Ordinal);
            Assert.EndsWith(
                $"give {path} to that user (chown root {path}), or name another data_directory", refusal, StringComparison.Ordinal);
        }
        finally
        {
            await Tool.RunAsync("chattr", "-i", path);
        }
    }

    [Fact]
    public async Task A_disk_that_may_only_be_read_is_no_error()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(_folder.CreateFolder("disk"));
        await disk.MakeReadOnlyAsync();

        using DataDirectory directory = DataDirectory.Open(disk.Path);

        Assert.Equal(disk.Path, directory.Path);
        Assert.Contains("another check-tcpd uses it", Refusal(disk.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_without_inodes_is_no_error_and_the_folder_is_made_when_it_has_some()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(_folder.CreateFolder("disk"));
        disk.TakeAllNames();

        using DataDirectory directory = DataDirectory.Open(disk.Path + "/data");
        Assert.Equal("No space left on device", directory.Problem);
        Assert.False(directory.IsInPlace);
        disk.GiveNamesBack();
        directory.TakeAgain();

        Assert.Null(directory.Problem);
        Assert.True(directory.IsInPlace);
    }

    private static string Refusal(string path) => Assert.Throws<StoreException>(() => DataDirectory.Open(path)).Message;

    private static string HeldByUs(string path) =>
        $"data directory {path}: another check-tcpd uses it (process {Environment.ProcessId}); stop that one, or name another data_directory";
}
